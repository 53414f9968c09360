using Fw24.Operations;

namespace Fw24.Console.Failures;

/// <summary>A message that was given up, with the reason: that in the message, or the last one that its function reported.</summary>
/// <param name="Message">The message.</param>
/// <param name="Reason">The reason; empty if there is none.</param>
public sealed record KeptFailure(FailureMessage Message, string Reason)
{
    /// <summary>The reason without what names this one record, so that messages with the same cause are together.</summary>
    public string Cause => FailureGroup.CauseOf(Reason)!;

    /// <summary>The function that gave it up; empty if it is not known.</summary>
    public string Function => Message.Content.Function ?? Message.Queue.Function ?? "";
}
