namespace Fw24.Diagnostics;

/// <summary>Stands for another exception in a log: types and places, without the messages, which may quote an item.</summary>
/// <param name="exception">The exception.</param>
internal sealed class WithheldException(Exception exception) : Exception(ExceptionSummary.Of(exception))
{
    /// <summary>The type of the exception it stands for.</summary>
    public string TypeName => ExceptionSummary.TypeOf(exception);

    /// <inheritdoc/>
    public override string StackTrace => string.Join(Environment.NewLine, ExceptionSummary.PlacesOf(exception));

    /// <inheritdoc/>
    public override string ToString() => Message + Environment.NewLine + StackTrace;
}
