/* A native program that hosts .NET, as games, plugins and services do, in each of the three ways that .NET has.

   native_host command LIBHOSTFXR ARGUMENT...                        a command line of dotnet
   native_host component LIBHOSTFXR RUNTIMECONFIG ASSEMBLY TYPE METHOD
   native_host runtime LIBCORECLR FILES ASSEMBLY ARGUMENT...         no host of .NET at all; FILES: assemblies, joined by ':' */

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void *handle;
typedef int (*component_entry)(void *arguments, int32_t size);

static void *library;

static void *find(const char *name)
{
    void *found = dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(90);
    }
    return found;
}

static void check(int status, const char *call)
{
    if (status != 0) {
        fprintf(stderr, "%s: %x\n", call, (unsigned)status);
        exit(91);
    }
}

static int command(int count, const char **arguments)
{
    int (*initialize)(int, const char **, const void *, handle *) = find("hostfxr_initialize_for_dotnet_command_line");
    int (*run)(handle) = find("hostfxr_run_app");
    int (*finish)(handle) = find("hostfxr_close");
    handle host = NULL;
    check(initialize(count, arguments, NULL, &host), "hostfxr_initialize_for_dotnet_command_line");
    int code = run(host);
    finish(host);
    return code;
}

static int component(const char **arguments)
{
    int (*initialize)(const char *, const void *, handle *) = find("hostfxr_initialize_for_runtime_config");
    int (*get_delegate)(handle, int, void **) = find("hostfxr_get_runtime_delegate");
    int (*finish)(handle) = find("hostfxr_close");
    int (*load)(const char *, const char *, const char *, const char *, void *, void **) = NULL;
    enum { load_assembly_and_get_function_pointer = 5 };
    component_entry entry = NULL;
    handle host = NULL;
    check(initialize(arguments[0], NULL, &host), "hostfxr_initialize_for_runtime_config");
    check(get_delegate(host, load_assembly_and_get_function_pointer, (void **)&load), "hostfxr_get_runtime_delegate");
    check(load(arguments[1], arguments[2], arguments[3], NULL, NULL, (void **)&entry), "load_assembly_and_get_function_pointer");
    int code = entry(NULL, 0);
    finish(host);
    return code;
}

static int runtime(const char *program, int count, const char **arguments)
{
    int (*initialize)(const char *, const char *, int, const char **, const char **, handle *, unsigned *) =
        find("coreclr_initialize");
    int (*execute)(handle, unsigned, int, const char **, const char *, unsigned *) = find("coreclr_execute_assembly");
    int (*finish)(handle, unsigned, int *) = find("coreclr_shutdown_2");
    const char *names[] = {"TRUSTED_PLATFORM_ASSEMBLIES"};
    handle host = NULL;
    unsigned domain = 0, code = 0;
    int latched = 0;
    check(initialize(program, "native_host", 1, names, arguments, &host, &domain), "coreclr_initialize");
    check(execute(host, domain, count - 2, arguments + 2, arguments[1], &code), "coreclr_execute_assembly");
    check(finish(host, domain, &latched), "coreclr_shutdown_2");
    return latched != 0 ? latched : (int)code;
}

int main(int count, const char **arguments)
{
    library = count > 3 ? dlopen(arguments[2], RTLD_NOW) : NULL;
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 92;
    }
    if (strcmp(arguments[1], "command") == 0) {
        return command(count - 3, arguments + 3);
    }
    if (strcmp(arguments[1], "component") == 0) {
        return component(arguments + 3);
    }
    return runtime(arguments[0], count - 3, arguments + 3);
}
