namespace Fw24.Diagnostics;

/// <summary>Decides how much of a handler's exception a log may hold: its message may quote an item.</summary>
internal sealed class ExceptionLogging
{
    private const string Full = "full";

    private readonly bool _isFull;

    private ExceptionLogging(bool isFull) => _isFull = isFull;

    /// <summary>Types and places.</summary>
    public static ExceptionLogging Withheld { get; } = new(isFull: false);

    /// <summary>Reads <see cref="Fw24Variables.LogExceptions"/>.</summary>
    /// <param name="environment">The variables.</param>
    /// <returns>What it says; by default messages are withheld.</returns>
    /// <exception cref="InvalidOperationException">It is set to something else.</exception>
    public static ExceptionLogging Of(FunctionEnvironment environment) => environment.Optional(Fw24Variables.LogExceptions) switch
    {
        null => Withheld,
        Full => new ExceptionLogging(isFull: true),
        _ => throw new InvalidOperationException($"The environment variable {Fw24Variables.LogExceptions} is malformed: it must be '{Full}', or not be set."),
    };

    /// <summary>What a log line is given in the place of an exception.</summary>
    /// <param name="exception">The exception.</param>
    public Exception ToLog(Exception exception) => _isFull ? exception : new WithheldException(exception);
}
