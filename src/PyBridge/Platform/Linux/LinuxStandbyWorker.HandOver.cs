using System;
using PyBridge.Interop;

namespace PyBridge.Platform.Linux;

/// <content>The hand-over of a start: <c>docs/protocol.md</c>.</content>
internal sealed unsafe partial class LinuxStandbyWorker
{
    private const byte Accepted = (byte)'A';
    private const int StandardError = 2;
    private const int RoomInPipe = 65_536;
    private const string Died = "the worker ended while it was handed over";

    public override string? HandOver(LaunchPlan plan, Surroundings surroundings)
    {
        var environment = (LinuxEnvironment)plan.Environment;
        if (!environment.CanBeSet)
        {
            return "its environment has a variable without a name, or one twice";
        }

        using var folder = FolderOf(plan);
        if (folder is null)
        {
            return "its current directory cannot be opened";
        }

        var numbers = new HandedNumbers(plan);
        var (read, write) = Descriptors.Pipe();
        using (write)
        {
            using (read)
            {
                var message = new HandOverMessage();
                Give(message, plan, numbers, read, folder);
                if (message.Descriptors.Count > HandOverMessage.MostDescriptors)
                {
                    return "it has more descriptors than can be handed over at once";
                }

                if (!Allowances.Give(_child.Pid))
                {
                    return "its limits, nice value or processors cannot be given to a running process";
                }

                var mine = (LinuxSurroundings)surroundings;
                var bytes = message.Finish(
                    mine.UserMask, mine.Ignored, plan.SignalMask ?? mine.Blocked, numbers.ArgumentsOf(plan),
                    environment.Variables);
                _isIntact = false;
                if (!_socket.Send(bytes, message.Descriptors))
                {
                    return Died;
                }
            }

            return Deliver(plan, write);
        }
    }

    /// <summary>
    /// Writes the start message. What fits into the pipe is there when the worker looks; more it reads only when it has
    /// accepted.
    /// </summary>
    private string? Deliver(LaunchPlan plan, SafeDescriptor write)
    {
        var fits = !plan.AwaitsReader && MessageWriter.Total(plan.Message) <= RoomInPipe;
        if (fits)
        {
            try
            {
                MessageWriter.Write(write, plan.Message, _child, awaitsReader: false);
            }
            catch (PlatformException)
            {
                return Died;
            }
        }

        if (!IsAccepted())
        {
            return Died;
        }

        Line.Close();
        if (!fits)
        {
            try
            {
                MessageWriter.Write(write, plan.Message, _child, plan.AwaitsReader);
            }
            catch
            {
                _child.Abandon();
                throw;
            }
        }

        return null;
    }

    private static void Give(
        HandOverMessage message, LaunchPlan plan, HandedNumbers numbers, SafeDescriptor start, SafeDescriptor folder)
    {
        for (var number = 0; number < StandardNumbers.Count; number++)
        {
            if (number == StandardError && plan.StandardError is { } error)
            {
                message.Give(error.Number, number);
            }
            else if (StandardNumbers.IsInherited(number) || numbers.Kept.Contains(number))
            {
                message.Give(number, number);
            }
        }

        foreach (var kept in numbers.Kept)
        {
            if (kept >= StandardNumbers.Count)
            {
                message.Give(kept, kept);
            }
        }

        message.Give(start.Number, numbers.Message);
        message.Give(LinuxLauncher.Self().Number, numbers.Parent);
        message.Give(folder.Number, HandOverMessage.CurrentDirectory);
    }

    private static SafeDescriptor? FolderOf(LaunchPlan plan) => plan.WorkingDirectory is { } path
        ? SystemFiles.Open([.. SystemText.EncodeForC(path), 0], LibC.OpenPath)
        : SystemFiles.Open("."u8, LibC.OpenPath);

    /// <summary>Waits for the byte by which the worker becomes the child, or for its end.</summary>
    private bool IsAccepted()
    {
        var ready = new bool[2];
        while (true)
        {
            _ = ReadinessPoll.Wait([Line, _child.Sentinel], ready, timeout: null);
            byte answer;
            var count = _socket.Receive(&answer, 1);
            if (count >= 0)
            {
                return count == 1 && answer == Accepted;
            }

            if (ready[1])
            {
                return false;
            }
        }
    }
}
