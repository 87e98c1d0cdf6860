using System.Diagnostics.CodeAnalysis;

// The marshalling code the compiler adds to LibC is in obj/, where no .editorconfig section applies.
[assembly: SuppressMessage(
    "ApiDesign",
    "RS0030:Do not use banned APIs",
    Scope = "namespaceanddescendants",
    Target = "~N:PyBridge.Interop",
    Justification = "Interop is the place where P/Invoke lives.")]
