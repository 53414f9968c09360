namespace Fw24.Functions;

/// <summary>A function of an app, ready to be invoked.</summary>
/// <param name="Name">Its name within the app: <c>{table}-stream</c>, <c>{table}-audit</c> or a handler's name.</param>
/// <param name="Handler">What an invocation calls.</param>
public sealed record AppFunction(string Name, FunctionHandler Handler)
{
    /// <summary>
    /// Fetches what the function needs before its first invocation, such as a key from its secret. A host calls it when it has made the function, and what it
    /// throws is an error of the start. Without that call the first invocation fetches it.
    /// </summary>
    public Func<CancellationToken, ValueTask> Prepare { get; init; } = static _ => ValueTask.CompletedTask;
}
