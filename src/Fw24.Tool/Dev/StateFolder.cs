namespace Fw24.Tool.Dev;

/// <summary>The folder of a session's state, which one session has at a time.</summary>
internal static class StateFolder
{
    private const string HeldVariable = "FW24_DEV_HOLDS";

    /// <summary>Creates the folder, for this user alone, and holds it until the result is disposed of.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <returns>What holds it; <see langword="null"/> if the process that started this one does.</returns>
    /// <exception cref="ToolException">Another session has it, or it cannot be created.</exception>
    public static FileStream? Take(string folder)
    {
        if (Environment.GetEnvironmentVariable(HeldVariable) == folder)
        {
            return null;
        }

        try
        {
            // It has what tables, queues and logs have.
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotKept(folder, exception);
        }

        var file = Path.Combine(folder, "lock");
        try
        {
            var hold = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Environment.SetEnvironmentVariable(HeldVariable, folder);
            return hold;
        }
        catch (IOException exception) when (File.Exists(file))
        {
            throw new ToolException(
                $"Another fw24 dev uses the state in {folder}. End it, or pass --state with another folder.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotKept(folder, exception);
        }
    }

    private static ToolException NotKept(string folder, Exception exception)
        => new($"The state cannot be kept in {folder}: {exception.Message} Pass --state with another folder.", exception);
}
