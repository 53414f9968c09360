using System.Diagnostics;

namespace Fw24.Tool.Apps;

/// <summary>Finds the assembly that a project builds.</summary>
internal static class ProjectOutput
{
    /// <summary>Finds an assembly.</summary>
    /// <param name="path">The assembly, a project or a folder with one of them.</param>
    /// <returns>The full path of the assembly.</returns>
    /// <exception cref="ToolException">There is none, or it is not built.</exception>
    public static string Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            full = ProjectIn(full);
        }

        if (!File.Exists(full))
        {
            throw new ToolException($"There is no file {full}. Pass --app with the app's assembly or project.");
        }

        return full.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? OutputOf(full) : full;
    }

    /// <summary>Finds the project of a folder.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <exception cref="ToolException">There is none, or several.</exception>
    public static string ProjectIn(string folder) => Directory.GetFiles(folder, "*.csproj") switch
    {
        [var project] => project,
        [] => throw new ToolException($"There is no project in {folder}. Pass --app with the app's assembly or project."),
        var several => throw new ToolException(
            $"There are several projects in {folder}: {string.Join(", ", several.Select(Path.GetFileName))}. Pass --app with one of them."),
    };

    private static string OutputOf(string project)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-getProperty:TargetPath"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(project),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0 || output.Length == 0)
        {
            throw new ToolException($"MSBuild cannot read {project}: {(errors.Result.Length > 0 ? errors.Result : output).Trim()}");
        }

        return File.Exists(output)
            ? output
            : throw new ToolException($"The project {project} is not built: there is no {output}. Run: dotnet build {project}");
    }
}
