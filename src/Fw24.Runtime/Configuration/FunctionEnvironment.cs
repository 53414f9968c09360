namespace Fw24;

/// <summary>The variables a function reads, from the process or from a host that runs several functions.</summary>
/// <param name="read">Reads a variable; <see langword="null"/> when it is not set.</param>
public sealed class FunctionEnvironment(Func<string, string?> read)
{
    private const string Prefix = "FW24_";

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

    /// <summary>Reads a variable that must be set and of a certain form.</summary>
    /// <typeparam name="T">What the variable's text says.</typeparam>
    /// <param name="variable">Its name.</param>
    /// <param name="parse">Reads the text; <see langword="null"/> when it is malformed.</param>
    /// <param name="expected">The form, for the error: "the URL of an SQS queue".</param>
    /// <returns>What the text says.</returns>
    /// <exception cref="InvalidOperationException">It is missing, empty or malformed; the message names it and does not show its value.</exception>
    public T Required<T>(string variable, Func<string, T?> parse, string expected)
        where T : class
        => parse(Required(variable)) ?? throw new InvalidOperationException($"The environment variable {variable} is malformed: it must be {expected}.");

    /// <summary>The variables of one function where a process runs several, such as a replay: those that name the function go before the others.</summary>
    /// <param name="function">The function's name.</param>
    /// <returns>The variables, in which <c>FW24_TOPIC_ARN__ORDERS_STREAM</c> takes the place of <c>FW24_TOPIC_ARN</c> for <c>orders-stream</c>.</returns>
    internal FunctionEnvironment For(string function)
        => new(variable => (variable.StartsWith(Prefix, StringComparison.Ordinal) ? Optional(NameFor(variable, function)) : null) ?? read(variable));

    /// <summary>The name of a variable that is one function's.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="function">The function's name, of which letters and digits stay.</param>
    internal static string NameFor(string variable, string function)
        => string.Create(variable.Length + 2 + function.Length, (variable, function), static (name, parts) =>
        {
            name.Fill('_');
            parts.variable.CopyTo(name);
            var start = parts.variable.Length + 2;
            for (var i = 0; i < parts.function.Length; i++)
            {
                if (char.IsAsciiLetterOrDigit(parts.function[i]))
                {
                    name[start + i] = char.ToUpperInvariant(parts.function[i]);
                }
            }
        });

    /// <summary>These variables, behind those of a command line.</summary>
    /// <param name="args">The command line. Arguments of the form <c>FW24_NAME=value</c> are variables; others are the program's own.</param>
    /// <returns>The variables of both.</returns>
    internal FunctionEnvironment Behind(string[] args)
    {
        Dictionary<string, string>? given = null;
        foreach (var arg in args)
        {
            if (arg.StartsWith(Prefix, StringComparison.Ordinal) && arg.IndexOf('=') is > 0 and var equals)
            {
                (given ??= new Dictionary<string, string>(StringComparer.Ordinal))[arg[..equals]] = arg[(equals + 1)..];
            }
        }

        return given is null ? this : new FunctionEnvironment(variable => given.TryGetValue(variable, out var value) ? value : read(variable));
    }
}
