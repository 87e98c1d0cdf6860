using System.Diagnostics.CodeAnalysis;

// The marshalling code the compiler adds to LibC lies in obj/, where no .editorconfig section reaches it.
[assembly: SuppressMessage(
    "ApiDesign",
    "RS0030:Do not use banned APIs",
    Scope = "namespaceanddescendants",
    Target = "~N:PyBridge.Interop",
    Justification = "Interop is the place where P/Invoke lives.")]
