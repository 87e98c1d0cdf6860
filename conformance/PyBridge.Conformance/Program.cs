using PyBridge.Conformance;

return await new ConformanceCommand().Parse(args).InvokeAsync().ConfigureAwait(false);
