using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using PyBridge.Platform;

namespace PyBridge.Connections;

/// <summary>The socket file of a listener, removed when the listener closes or the program ends.</summary>
internal sealed class ListenerFile
{
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
        var folder = Directory.CreateTempSubdirectory("pybridge-").FullName; // mode 0700
        return new ListenerFile(Path.Combine(folder, "listener"), folder);
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
