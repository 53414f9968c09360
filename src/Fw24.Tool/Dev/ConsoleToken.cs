namespace Fw24.Tool.Dev;

/// <summary>The secret in the console's address, if the program that started the session chose it.</summary>
/// <remarks>Other users of the machine can read a process's arguments, but not its variables.</remarks>
internal static class ConsoleToken
{
    /// <summary>The variable that has it.</summary>
    public const string Variable = "FW24_CONSOLE_TOKEN";

    // 43 characters of base64url are the 256 bits of a secret that the console makes itself.
    private const int Length = 43;

    /// <summary>Reads it.</summary>
    /// <returns>The secret; <see langword="null"/> if nobody chose one.</returns>
    /// <exception cref="ToolException">It is easier to guess than a random one.</exception>
    public static string? Read()
    {
        return Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => null,
            { Length: Length } token when token.All(IsBase64Url) => token,
            _ => throw new ToolException($"{Variable} takes 32 random bytes as base64url, which are {Length} characters."),
        };
    }

    private static bool IsBase64Url(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';
}
