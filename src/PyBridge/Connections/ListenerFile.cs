using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>The socket file of a listener, removed when the listener closes or the program ends.</summary>
internal sealed class ListenerFile
{
    private const string FolderPrefix = "pybridge-";
    private const string FileName = "listener";
    private const string SystemFolder = "/tmp";

    private static readonly Lock Gate = new();
    private static readonly HashSet<ListenerFile> Open = [];
    private static bool _cleansUp;

    private readonly string? _folder;

    private ListenerFile(Address address, string? folder)
    {
        Address = address;
        _folder = folder;
        lock (Gate)
        {
            Open.Add(this);
            if (!_cleansUp)
            {
                _cleansUp = true;
                AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAll();
            }
        }
    }

    public Address Address { get; }

    /// <summary>A path that nobody else can access, in a folder of its own.</summary>
    public static ListenerFile Create()
    {
        var folder = ProcessPlatform.Current.Channels.CreateFolder(Path.Combine(RoomyFolder(), FolderPrefix));
        return new ListenerFile(Path.Combine(folder, FileName), folder);
    }

    /// <summary>
    /// The folder for temporary files, or where the address would get too long in it, that of the system; as CPython since
    /// 3.14.
    /// </summary>
    private static string RoomyFolder()
    {
        var folder = Path.GetTempPath();
        var longest = Path.Combine(folder, FolderPrefix + "XXXXXX", FileName);
        return ProcessPlatform.Current.Channels.Fits(longest) ? folder : SystemFolder;
    }

    /// <summary>The file of an address, if the address has one.</summary>
    public static ListenerFile? Of(Address address) =>
        address.Path is [not '\0', ..] ? new ListenerFile(address, folder: null) : null;

    public void Remove()
    {
        lock (Gate)
        {
            if (!Open.Remove(this))
            {
                return;
            }
        }

        ProcessPlatform.Current.Channels.Unlink(Address.Path!);
        if (_folder is not null)
        {
            RemoveFolder(_folder);
        }
    }

    private static void RemoveFolder(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Someone has put a file there, or has already removed the folder.
        }
    }

    private static void RemoveAll()
    {
        ListenerFile[] left;
        lock (Gate)
        {
            left = new ListenerFile[Open.Count];
            Open.CopyTo(left); // a spread would use LINQ
        }

        foreach (var file in left)
        {
            file.Remove();
        }
    }
}
