namespace Fw24;

/// <summary>The variables a function reads, from the process or from a host that runs several functions.</summary>
/// <param name="read">Reads a variable; <see langword="null"/> when it is not set.</param>
public sealed class FunctionEnvironment(Func<string, string?> read)
{
    /// <summary>The variables of this process.</summary>
    public static FunctionEnvironment Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Reads a variable that may be missing.</summary>
    /// <param name="variable">Its name.</param>
    /// <returns>Its value; <see langword="null"/> when it is missing or empty.</returns>
    public string? Optional(string variable) => read(variable) is { Length: > 0 } value ? value : null;

    /// <summary>Reads a variable that must be set.</summary>
    /// <param name="variable">Its name.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="InvalidOperationException">It is missing or empty; the message names it.</exception>
    public string Required(string variable) => Optional(variable)
        ?? throw new InvalidOperationException($"The environment variable {variable} is not set. The generated stack sets it; set it by hand where the function runs elsewhere.");
}
