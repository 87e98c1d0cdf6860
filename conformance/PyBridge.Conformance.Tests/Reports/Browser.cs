using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace PyBridge.Conformance.Tests.Reports;

/// <summary>A Chromium without a window.</summary>
internal static class Browser
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>The browser's path; <see langword="null"/> where there is none.</summary>
    public static string? Find() => Names
        .SelectMany(_ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), (name, folder) => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    /// <summary>Loads a page, lets its scripts run, and returns what it has become.</summary>
    public static async Task<string> LoadAsync(string browser, string page, string profile, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in new[]
            {
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", $"--user-data-dir={profile}", "--window-size=1400,900",
                "--virtual-time-budget=20000", "--dump-dom", new Uri(page).AbsoluteUri,
            })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var complaints = process.StandardError.ReadToEndAsync(cancellation);
            var document = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? document
                : throw new IOException($"{browser} ended with {process.ExitCode}: {await complaints}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
