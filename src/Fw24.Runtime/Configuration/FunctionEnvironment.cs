namespace Fw24;

/// <summary>The environment variables of a function, from the process or from a host that runs several functions.</summary>
/// <param name="read">Reads a variable; returns <see langword="null"/> if it is not set.</param>
public sealed class FunctionEnvironment(Func<string, string?> read)
{
    private const string Prefix = "FW24_";

    /// <summary>The variables of this process.</summary>
    public static FunctionEnvironment Process { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>Reads an optional variable.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>Its value; <see langword="null"/> if it is missing or empty.</returns>
    public string? Optional(string variable) => read(variable) is { Length: > 0 } value ? value : null;

    /// <summary>Reads a required variable.</summary>
    /// <param name="variable">The variable's name.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="InvalidOperationException">The variable is missing or empty; the message names it.</exception>
    public string Required(string variable) => Optional(variable)
        ?? throw new InvalidOperationException($"The environment variable {variable} is not set. The generated stack sets it; set it yourself if the function runs elsewhere.");

    /// <summary>Reads and parses a required variable.</summary>
    /// <typeparam name="T">The type of the parsed value.</typeparam>
    /// <param name="variable">The variable's name.</param>
    /// <param name="parse">Parses the text; returns <see langword="null"/> if it is malformed.</param>
    /// <param name="expected">The expected form, for the error: "the URL of an SQS queue".</param>
    /// <returns>The parsed value.</returns>
    /// <exception cref="InvalidOperationException">The variable is missing, empty or malformed; the message names it and does not show its value.</exception>
    public T Required<T>(string variable, Func<string, T?> parse, string expected)
        where T : class
        => parse(Required(variable)) ?? throw new InvalidOperationException($"The environment variable {variable} is malformed: it must be {expected}.");

    /// <summary>The variables of one function where a process runs several, such as a replay: a variable that names the function takes precedence.</summary>
    /// <returns>The variables, in which <c>FW24_TOPIC_ARN__ORDERS_STREAM</c> replaces <c>FW24_TOPIC_ARN</c> for <c>orders-stream</c>.</returns>
    internal FunctionEnvironment For(string function)
        => new(variable => (variable.StartsWith(Prefix, StringComparison.Ordinal) ? Optional(NameFor(variable, function)) : null) ?? read(variable));

    /// <summary>Returns the function-specific name of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="function">The function's name; only its letters and digits are kept.</param>
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

    /// <summary>Returns these variables, overridden by those of a command line.</summary>
    /// <param name="args">The command line. Arguments of the form <c>FW24_NAME=value</c> are variables; others belong to the program.</param>
    /// <returns>The variables of both; those of the command line take precedence.</returns>
    internal FunctionEnvironment OverriddenBy(string[] args)
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
