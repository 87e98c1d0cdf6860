using System;
using System.Collections.Generic;
using System.Runtime.Versioning;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <summary>Gives handed descriptors their numbers, and closes what only the wait needed.</summary>
/// <remarks>
/// From 3 up to a number that the parent has chosen, all are taken from the process's start on, so that none of the files that
/// the runtime keeps open has such a number.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class HandedPlaces
{
    private readonly Dictionary<int, int> _sources = [];
    private readonly List<int> _received = [];
    private readonly int _folder = -1;
    private readonly int _reserved;
    private readonly int[] _own;
    private readonly int _free;

    /// <param name="handed">The descriptors and their numbers.</param>
    /// <param name="reserved">The first number that was not taken at the start.</param>
    /// <param name="own">Further descriptors that this process needs no longer.</param>
    public HandedPlaces(ReceivedHandOver handed, int reserved, params int[] own)
    {
        _reserved = Math.Max(reserved, StandardNumbers.Count);
        _free = _reserved;
        _own = own;
        for (var i = 0; i < handed.Numbers.Length; i++)
        {
            _received.Add(handed.Descriptors[i]);
            if (handed.Numbers[i] == HandOverMessage.CurrentDirectory)
            {
                _folder = handed.Descriptors[i];
            }
            else
            {
                _sources[handed.Numbers[i]] = handed.Descriptors[i];
                _free = Math.Max(_free, handed.Numbers[i] + 1);
            }
        }
    }

    /// <returns>The number that the socket has now.</returns>
    /// <exception cref="PlatformException">A number belongs to the runtime, or the system refuses.</exception>
    public int Put(int socket)
    {
        Demand(LibC.ChangeToFolder(_folder), "fchdir");
        RefuseTaken(socket);
        var away = new List<int>();
        var line = OutOfTheWay(socket, away);
        foreach (var (number, source) in new Dictionary<int, int>(_sources))
        {
            _sources[number] = OutOfTheWay(source, away);
        }

        foreach (var (number, source) in _sources)
        {
            Demand(LibC.DuplicateTo(source, number), "dup2");
        }

        away.Remove(line);
        CloseAll(away, line);
        CloseAll(_received, line);
        CloseAll(_own, line);
        CloseAll([0, 1, 2], line);
        CloseReserved(line);
        return line;
    }

    private void RefuseTaken(int socket)
    {
        foreach (var number in _sources.Keys)
        {
            if (number >= _reserved && number != socket && !_received.Contains(number) && Array.IndexOf(_own, number) < 0
                && LibC.Fcntl(number, LibC.FcntlGetDescriptorFlags, 0) >= 0)
            {
                throw SystemErrors.Of("dup2", LibC.TryAgain);
            }
        }
    }

    /// <summary>The descriptor under a number that none of the handed ones is to have.</summary>
    private int OutOfTheWay(int descriptor, List<int> away)
    {
        if (!_sources.ContainsKey(descriptor))
        {
            return descriptor;
        }

        var moved = LibC.Fcntl(descriptor, LibC.FcntlDuplicateAtLeast, _free);
        Demand(moved, "fcntl");
        away.Add(moved);
        return moved;
    }

    private void CloseAll(IEnumerable<int> numbers, int line)
    {
        foreach (var number in numbers)
        {
            if (number != line && !_sources.ContainsKey(number))
            {
                _ = LibC.Close(number);
            }
        }
    }

    private void CloseReserved(int line)
    {
        var first = StandardNumbers.Count;
        var kept = new List<int>(_sources.Keys) { line, _reserved };
        kept.Sort();
        foreach (var number in kept)
        {
            if (number > _reserved)
            {
                break;
            }

            if (number > first)
            {
                _ = LibC.CloseRange((uint)first, (uint)number - 1, 0);
            }

            first = Math.Max(first, number + 1);
        }
    }

    private static void Demand(int result, string call)
    {
        if (result < 0)
        {
            throw SystemErrors.Last(call);
        }
    }
}
