namespace Fw24.Local.Observation;

/// <summary>An invocation of a function.</summary>
/// <param name="function">The function.</param>
/// <param name="startedAt">The time at which it began.</param>
/// <param name="payloadBytes">The size of its payload in bytes.</param>
/// <param name="source">The records or messages that it was invoked with.</param>
internal sealed class ObservedInvocation(string function, DateTimeOffset startedAt, int payloadBytes, InvocationSource source)
{
    public string Function => function;

    public DateTimeOffset StartedAt => startedAt;

    public int PayloadBytes => payloadBytes;

    public InvocationSource Source => source;
}
