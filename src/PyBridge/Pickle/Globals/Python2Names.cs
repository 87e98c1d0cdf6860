namespace PyBridge.Pickle.Globals;

/// <summary>
/// The Python 3 names of globals that pickles of protocols 0 to 2 give by their Python 2 names; CPython 3 writes those,
/// too. Modules that Python 3.7 no longer has are left out.
/// </summary>
/// <remarks>CPython: what <c>Lib/_compat_pickle.py</c> does; <c>Unpickler(fix_imports=True)</c>.</remarks>
internal static class Python2Names
{
    /// <summary>Converts a global to its Python 3 name.</summary>
    public static (string Module, string Name) ToPython3(string module, string name) => module switch
    {
        "__builtin__" => Builtin(name),
        "exceptions" => ("builtins", name == "StandardError" ? "Exception" : name),
        "itertools" => Itertools(name),
        "multiprocessing" => (IsMultiprocessingError(name) ? "multiprocessing.context" : module, name),
        "multiprocessing.process" => (name == "Process" ? "multiprocessing.context" : module, name),
        "multiprocessing.forking" => (name == "Popen" ? "multiprocessing.popen_fork" : module, name),
        "_multiprocessing" => (name == "Connection" ? "multiprocessing.connection" : module, name),
        "_socket" => (name == "fromfd" ? "socket" : module, name),
        "socket" => (module, name == "_socketobject" ? "SocketType" : name),
        "urllib" => (Urllib(name) ?? module, name),
        "urllib2" => (name is "HTTPError" or "URLError" ? "urllib.error" : "urllib.request", name),
        "UserDict" => ("collections", name == "IterableUserDict" ? "UserDict" : name),
        _ => (Module(module), name),
    };

    private static (string Module, string Name) Builtin(string name) => name switch
    {
        "xrange" => ("builtins", "range"),
        "unichr" => ("builtins", "chr"),
        "unicode" or "basestring" => ("builtins", "str"),
        "long" => ("builtins", "int"),
        "reduce" => ("functools", "reduce"),
        "intern" => ("sys", "intern"),
        _ => ("builtins", name),
    };

    private static (string Module, string Name) Itertools(string name) => name switch
    {
        "izip" => ("builtins", "zip"),
        "imap" => ("builtins", "map"),
        "ifilter" => ("builtins", "filter"),
        "ifilterfalse" => ("itertools", "filterfalse"),
        "izip_longest" => ("itertools", "zip_longest"),
        _ => ("itertools", name),
    };

    private static bool IsMultiprocessingError(string name) =>
        name is "AuthenticationError" or "BufferTooShort" or "ProcessError" or "TimeoutError";

    private static string? Urllib(string name) => name switch
    {
        "ContentTooShortError" => "urllib.error",
        "quote" or "quote_plus" or "unquote" or "unquote_plus" or "urlencode" => "urllib.parse",
        "getproxies" or "pathname2url" or "url2pathname" or "urlcleanup" or "urlopen" or "urlretrieve"
            => "urllib.request",
        _ => null,
    };

    private static string Module(string module) => module switch
    {
        "copy_reg" => "copyreg",
        "cPickle" => "pickle",
        "StringIO" or "cStringIO" => "io",
        "UserList" or "UserString" => "collections",
        "_abcoll" => "collections.abc",
        "Queue" => "queue",
        "SocketServer" => "socketserver",
        "ConfigParser" => "configparser",
        "repr" => "reprlib",
        "markupbase" => "_markupbase",
        "_winreg" => "winreg",
        "thread" => "_thread",
        "dummy_thread" => "_dummy_thread",
        "commands" => "subprocess",
        "_elementtree" => "xml.etree.ElementTree",
        "anydbm" or "whichdb" => "dbm",
        "dbhash" => "dbm.bsd",
        "dumbdbm" => "dbm.dumb",
        "dbm" => "dbm.ndbm",
        "gdbm" => "dbm.gnu",
        "xmlrpclib" => "xmlrpc.client",
        "SimpleXMLRPCServer" or "DocXMLRPCServer" => "xmlrpc.server",
        "httplib" => "http.client",
        "BaseHTTPServer" or "SimpleHTTPServer" or "CGIHTTPServer" => "http.server",
        "Cookie" => "http.cookies",
        "cookielib" => "http.cookiejar",
        "htmlentitydefs" => "html.entities",
        "HTMLParser" => "html.parser",
        "urlparse" => "urllib.parse",
        "robotparser" => "urllib.robotparser",
        "test.test_support" => "test.support",
        "Tkinter" => "tkinter",
        "tkFileDialog" or "FileDialog" => "tkinter.filedialog",
        "tkSimpleDialog" or "SimpleDialog" => "tkinter.simpledialog",
        "tkColorChooser" => "tkinter.colorchooser",
        "tkCommonDialog" => "tkinter.commondialog",
        "tkFont" => "tkinter.font",
        "tkMessageBox" => "tkinter.messagebox",
        "Dialog" => "tkinter.dialog",
        "Tkdnd" => "tkinter.dnd",
        "ScrolledText" => "tkinter.scrolledtext",
        "Tkconstants" => "tkinter.constants",
        "ttk" => "tkinter.ttk",
        _ => module,
    };
}
