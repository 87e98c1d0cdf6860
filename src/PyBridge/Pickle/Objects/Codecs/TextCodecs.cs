using System;
using System.IO;
using System.Net;
using System.Net.Mail;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Codecs;

/// <summary>Which classes of .NET cross as a text. Found by name, so that a worker loads the assemblies of its values alone.</summary>
internal static class TextCodecs
{
    /// <summary>The codec for a framework class; <see langword="null"/> if it does not cross that way.</summary>
    public static TextCodec? Find(Type framework) => framework.Namespace switch
    {
        "System.IO" => FindFile(framework),
        "System.Net" => FindAddress(framework),
        "System.Net.NetworkInformation" => FindHardware(framework),
        "System.Net.Mail" => FindMail(framework),
        "System.Text.Json" or "System.Text.Json.Nodes" => JsonCodecs.Find(framework),
        _ => null,
    };

    // The full path: the other process may have another current folder.
    private static TextCodec? FindFile(Type type) => type.Name switch
    {
        nameof(FileInfo) => new TextCodec(type, value => ((FileInfo)value).FullName, text => new FileInfo(text)),
        nameof(DirectoryInfo) => new TextCodec(type, value => ((DirectoryInfo)value).FullName, text => new DirectoryInfo(text)),
        _ => null,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextCodec? FindAddress(Type type) =>
        typeof(IPAddress).IsAssignableFrom(type) ? new TextCodec(typeof(IPAddress), TextOf, IPAddress.Parse)
        : type == typeof(IPNetwork) ? new TextCodec(type, TextOf, text => IPNetwork.Parse(text))
        : type == typeof(IPEndPoint) ? new TextCodec(type, TextOf, IPEndPoint.Parse)
        : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextCodec? FindHardware(Type type) =>
        type == typeof(PhysicalAddress) ? new TextCodec(type, TextOf, text => PhysicalAddress.Parse(text)) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TextCodec? FindMail(Type type) =>
        type == typeof(MailAddress) ? new TextCodec(type, TextOf, text => new MailAddress(text)) : null;

    private static string TextOf(object value) => value.ToString()!;
}
