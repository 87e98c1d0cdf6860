/*
 * The C ABI of PyBridge: Python's multiprocessing.Process, in C#, for a host that is no .NET program.
 *
 * Every function returns PYBRIDGE_OK or PYBRIDGE_ERROR (pybridge_abi_version returns the version instead). After
 * PYBRIDGE_ERROR nothing has been done, nothing has been written through the caller's pointers, and
 * pybridge_last_error, called on the same thread, tells what CPython would have raised.
 *
 * Text is UTF-16 in the machine's byte order with its length in units; it may hold lone surrogates, as Python's str
 * may. Functions that return text, bytes or numbers fill the caller's buffer of `capacity` elements and set *length;
 * where *length is greater than capacity nothing was copied: call again with more room.
 *
 * Handles are opaque, belong to the caller and are given back with pybridge_free. A handle keeps its object alive; a
 * running child is kept by the library too. All functions may be called by any thread at any time. In a process
 * that was forked after the library was loaded, none may be called.
 */
#ifndef PYBRIDGE_H
#define PYBRIDGE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PYBRIDGE_ABI_VERSION 13

#define PYBRIDGE_OK 0
#define PYBRIDGE_ERROR 1

/* *state of pybridge_process_get_exitcode */
#define PYBRIDGE_RUNNING 0       /* or never started */
#define PYBRIDGE_ENDED 1         /* *code is the exit code, -N for death by signal N */
#define PYBRIDGE_ENDED_UNKNOWN 2 /* another wait call took the status */

typedef uint16_t pybridge_char;
typedef void *pybridge_process;
typedef void *pybridge_wait;
typedef void *pybridge_environment;
typedef void *pybridge_failure;
typedef void *pybridge_text;

/* How a child is started. The library appends two arguments: the number of the descriptor from which the child reads
 * its start message, and that of a descriptor which becomes readable when this process ends. Both are lower than any
 * other but for the kept ones, which the child has under the same numbers. Everything else from 3 up is closed. */
typedef struct pybridge_launch {
    const char *const *arguments; /* the program's path first; ended by a null pointer */
    pybridge_environment environment;
    const char *message;
    int64_t message_length;
    const int32_t *kept_descriptors;
    int32_t kept_descriptor_count;
    int32_t awaits_reader;   /* 1: return only when the child has begun to read, as with a message that fills the pipe */
    const void *signal_mask; /* a sigset_t of what the child blocks; null: what the calling thread blocks */
    const struct pybridge_launch *standby; /* how to prestart a worker that may take over such starts; null: none may */
    const char *standby_refusal;           /* why none may take over this very start; null: one may */
} pybridge_launch;

/* What another process has to know of an object. After this come, without gaps, what it counts: the numbers, the units
 * of the two names, and the bytes of the key. */
typedef struct pybridge_description {
    int32_t parent_pid; /* 0: the object has no creator */
    int32_t daemon;
    int32_t identity_length; /* numbers of 32 bits */
    int32_t name_length;     /* units */
    int32_t parent_name_length;
    int32_t authkey_length; /* bytes */
} pybridge_description;

/* The library. */
int32_t pybridge_abi_version(void);
int32_t pybridge_last_error(char *type, int32_t type_capacity, pybridge_char *message, int32_t message_capacity,
                            int32_t *message_length, pybridge_char *path, int32_t path_capacity,
                            int32_t *path_length, int32_t *error_number);
int32_t pybridge_free(void *handle);

/* This process, its parent (null in the main process) and its children. The host ends its children when this process
 * exits, unless it is inside of a .NET program: that does so, and lets the host run its exit function before, if it can.
 * pybridge_become says that an adopted object stands for this process.
 * A host with several worlds in one process, as Python has subinterpreters, asks for another object for each further
 * one. Each has a key, a name and a daemon flag of its own, which go to what is made and started with it as the creator. */
int32_t pybridge_current(int32_t another, pybridge_process *process);
int32_t pybridge_parent(pybridge_process *process);
int32_t pybridge_active_children(pybridge_process *processes, int32_t capacity, int32_t *count);
int32_t pybridge_become(pybridge_process process, const pybridge_char *parent_name, int32_t parent_name_length,
                        int32_t parent_pid, int32_t parent_sentinel);

/* For the host's exit: terminates the daemonic children that .NET code in this process has started without the host, and
 * gives a handle of one that is to be joined, to be called again afterwards; null where there is none left. */
int32_t pybridge_end_other_children(pybridge_process *process);

/* Objects. Their state is the host's, whose programs read and write it as they like. When it makes one, it asks for the
 * automatic name, of its own class and number and the numbers of the creator (the group is checked before the number
 * counts). pybridge_numbers_taken tells, once, how many numbers went to objects that .NET code in this process made
 * without the host: it counts as many further before it takes the next one. For a start, and for the current process
 * where that was started by another, pybridge_process_adopt makes an object of what the host's says. */
int32_t pybridge_numbers_taken(int32_t *count);
int32_t pybridge_name_new(const int32_t *creator, int32_t creator_length, const pybridge_char *class_name,
                          int32_t class_name_length, int32_t number, int32_t has_group, pybridge_char *buffer,
                          int32_t capacity, int32_t *length);
int32_t pybridge_process_adopt(const pybridge_char *class_name, int32_t class_name_length, const int32_t *identity,
                               int32_t identity_length, const pybridge_char *name, int32_t name_length,
                               int32_t daemon, const char *authkey, int32_t authkey_length, int32_t parent_pid,
                               const pybridge_char *parent_name, int32_t parent_name_length,
                               pybridge_process *process);

/* Whether a member of the host's object may be used, by what is known of it: PYBRIDGE_ERROR tells why not. Only the facts
 * that the member depends on are given. The operation is CPython's name of the method. And the object's text, where pid is
 * null if there is no process, and the exit that of pybridge_process_get_exitcode. */
#define PYBRIDGE_CLOSED 1
#define PYBRIDGE_CURRENT 2  /* it stands for this process */
#define PYBRIDGE_FOREIGN 4  /* another process has made it */
#define PYBRIDGE_STARTED 8
#define PYBRIDGE_HAS_ENDED 16
#define PYBRIDGE_IN_DAEMON 32 /* of this process: it is daemonic */
#define PYBRIDGE_START 0
#define PYBRIDGE_JOIN 1
#define PYBRIDGE_IS_ALIVE 2
#define PYBRIDGE_SET_DAEMON 3
#define PYBRIDGE_PID 4
#define PYBRIDGE_EXITCODE 5
#define PYBRIDGE_SENTINEL 6
#define PYBRIDGE_SIGNAL 7
#define PYBRIDGE_CLOSE 8
#define PYBRIDGE_RESULT 9
int32_t pybridge_check(int32_t member, int32_t facts, const pybridge_char *operation, int32_t operation_length);
int32_t pybridge_repr(int32_t facts, const pybridge_char *class_name, int32_t class_name_length,
                      const pybridge_char *name_repr, int32_t name_repr_length, const pybridge_char *pid,
                      int32_t pid_length, const pybridge_char *parent_pid, int32_t parent_pid_length,
                      int32_t exit_state, int32_t exit_code, int32_t daemon, pybridge_char *buffer,
                      int32_t capacity, int32_t *length);

/* The members, named as CPython's. A null name is CPython's "not a string"; a pid of 0 is None. */
int32_t pybridge_process_set_name(pybridge_process process, const pybridge_char *name, int32_t length);
int32_t pybridge_process_set_daemon(pybridge_process process, int32_t daemon);
int32_t pybridge_process_set_authkey(pybridge_process process, const char *authkey, int32_t length);
int32_t pybridge_process_get_pid(pybridge_process process, int32_t *pid);
int32_t pybridge_process_get_exitcode(pybridge_process process, int32_t *state, int32_t *code);
int32_t pybridge_process_get_sentinel(pybridge_process process, int32_t *descriptor);
int32_t pybridge_process_is_alive(pybridge_process process, int32_t *alive);
int32_t pybridge_process_interrupt(pybridge_process process);
int32_t pybridge_process_terminate(pybridge_process process);
int32_t pybridge_process_kill(pybridge_process process);
int32_t pybridge_process_close(pybridge_process process);
int32_t pybridge_process_describe(pybridge_process process, char *description, int32_t capacity, int32_t *length);
int32_t pybridge_process_get_closed(pybridge_process process, int32_t *closed);

/* A start: all checks, then (the host serializes in between) the process. The creator is the host's current process, which
 * must not be a daemon. The environment is a copy of this process's, a handle, to be freed after the start. Of the process
 * that was started two numbers are written: its sentinel and its process id. */
int32_t pybridge_environment_take(pybridge_environment *environment);
int32_t pybridge_process_begin_start(pybridge_process process, pybridge_process creator);
int32_t pybridge_process_finish_start(pybridge_process process, const pybridge_launch *launch, int32_t *started);

/* The same for a C# method, named by the full path of its assembly and by namespace, type and method: the library finds
 * it, chooses the overload and the program. Of the launch the only argument is the path of PyBridge.dll, and the message
 * is a pickle of the tuple (args, names of the keyword arguments, their values), or empty where there are none. */
int32_t pybridge_process_finish_start_method(pybridge_process process, const pybridge_char *assembly,
                                             int32_t assembly_length, const pybridge_char *method,
                                             int32_t method_length, const pybridge_launch *launch, int32_t *started);

/* A join: the checks and one look; then the host waits on the descriptor, in its own way and as long as it likes; then
 * one more look, which also gives *wait back. *wait is null where the process has ended. */
int32_t pybridge_process_begin_join(pybridge_process process, int32_t *descriptor, pybridge_wait *wait);
int32_t pybridge_process_end_join(pybridge_wait wait, int32_t *ended);

/* A result. A process that is to hand one back is told so before its start: then the library's two arguments are
 * three, the first of them the number of the file that the child writes the result to (docs/protocol.md). After the end
 * *kind is what the child left. A value stays where it is: *descriptor is the file, which the caller closes, and the value
 * a pickle of *length bytes from *offset on, with a table of buffers at their end if it is a value with buffers. Of a failure *descriptor is -1 and *failure a handle, which
 * pybridge_failure_get reads: a pickle of the six items of docs/protocol.md, all of them plain values of the types named
 * there. While the process runs *kind is PYBRIDGE_RESULT_NONE, or with demand TimeoutError; where an earlier call has taken
 * the result it is PYBRIDGE_RESULT_TAKEN. A child that has left nothing is ProcessDiedError, whose text has the last lines
 * of the child's stderr if these were captured; what cannot be read is UnpicklingError, each time it is asked for. */
#define PYBRIDGE_RESULT_TAKEN (-1)
#define PYBRIDGE_RESULT_NONE 0
#define PYBRIDGE_RESULT_VALUE 1
#define PYBRIDGE_RESULT_PYTHON_FAILURE 3
#define PYBRIDGE_RESULT_DOTNET_FAILURE 4
#define PYBRIDGE_RESULT_UNSENDABLE 5
#define PYBRIDGE_RESULT_VALUE_WITH_BUFFERS 6
int32_t pybridge_process_want_result(pybridge_process process, int32_t capture_stderr);
int32_t pybridge_process_take_result(pybridge_process process, int32_t demand, int32_t *kind, int32_t *descriptor,
                                     int64_t *offset, int64_t *length, pybridge_failure *failure);
int32_t pybridge_failure_get(pybridge_failure failure, uint8_t *buffer, int32_t capacity, int32_t *length);

/* The reserve: processes that are started ahead and wait to become children (docs/protocol.md, "The hand-over"). A start
 * with a standby in its launch is taken over by one of them that fits it, or else is a cold one like every other. Of the
 * worker's launch the arguments, the environment and the message count; the library appends the number of a socket before
 * the two of every child. pybridge_standby_set says how many are to wait and for how long (negative: without end), and with
 * a launch they are started at once. There are two reserves: with csharp not 0, that of workers for C# methods, of whose
 * launch the first argument, the path of PyBridge.dll, and the environment count. The statistics are lines of a name, a tab
 * and a number. What went wrong with workers is told once by pybridge_standby_trouble, as a handle for pybridge_text_get, or
 * null. pybridge_standby_end ends them all, and returns when they are gone. */
int32_t pybridge_standby_set(int32_t csharp, int32_t workers, int64_t idle_milliseconds, const pybridge_launch *launch);
int32_t pybridge_standby_stats(int32_t csharp, pybridge_char *buffer, int32_t capacity, int32_t *length);
int32_t pybridge_standby_trouble(pybridge_text *trouble);
int32_t pybridge_text_get(pybridge_text text, pybridge_char *buffer, int32_t capacity, int32_t *length);
int32_t pybridge_standby_end(void);

/* Calls of C# methods: this process, which `caller` has spawned for it, becomes the worker that serves the calls of methods
 * of one file over a socket (docs/protocol.md, "Calls"). Of the launch the argument, the path of PyBridge.dll, and the
 * environment count. It returns only if it fails. */
int32_t pybridge_serve_calls(const pybridge_char *assembly, int32_t assembly_length, const pybridge_launch *launch,
                             int32_t socket, int32_t caller);

#ifdef __cplusplus
}
#endif

#endif
