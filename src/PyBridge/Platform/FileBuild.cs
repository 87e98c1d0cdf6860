namespace PyBridge.Platform;

/// <summary>What tells one build of a file from the next that is at the same path.</summary>
/// <param name="Id">The file system's number of the file.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Seconds">When it was written last.</param>
/// <param name="Nanoseconds">The rest of that.</param>
internal readonly record struct FileBuild(ulong Id, long Size, long Seconds, uint Nanoseconds);
