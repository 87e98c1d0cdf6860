using PyBridge.Conformance;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
