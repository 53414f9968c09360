namespace Fw24.Diagnostics;

/// <summary>Replaces another exception in a log: types and stack frames, without the messages, which may quote an item.</summary>
internal sealed class WithheldException(Exception exception) : Exception(ExceptionSummary.Of(exception))
{
    /// <summary>The type of the replaced exception.</summary>
    public string TypeName => ExceptionSummary.TypeOf(exception);

    /// <inheritdoc/>
    public override string StackTrace => string.Join(Environment.NewLine, ExceptionSummary.PlacesOf(exception));

    /// <inheritdoc/>
    public override string ToString() => Message + Environment.NewLine + StackTrace;
}
