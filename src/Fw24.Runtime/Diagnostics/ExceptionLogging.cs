namespace Fw24.Diagnostics;

/// <summary>Decides how much of a handler's exception is logged: its message may quote an item.</summary>
internal sealed class ExceptionLogging
{
    private const string Full = "full";

    private readonly bool _isFull;

    private ExceptionLogging(bool isFull) => _isFull = isFull;

    /// <summary>Logs types and stack traces only.</summary>
    public static ExceptionLogging Withheld { get; } = new(isFull: false);

    /// <summary>Reads <see cref="Fw24Variables.LogExceptions"/>.</summary>
    /// <returns>The setting; by default, messages are withheld.</returns>
    /// <exception cref="InvalidOperationException">It has an unknown value.</exception>
    public static ExceptionLogging Of(FunctionEnvironment environment) => environment.Optional(Fw24Variables.LogExceptions) switch
    {
        null => Withheld,
        Full => new ExceptionLogging(isFull: true),
        _ => throw new InvalidOperationException($"The environment variable {Fw24Variables.LogExceptions} is malformed: it must be '{Full}' or unset."),
    };

    /// <summary>Returns the exception to log: the exception itself, or a summary without its message.</summary>
    public Exception ToLog(Exception exception) => _isFull ? exception : new WithheldException(exception);
}
