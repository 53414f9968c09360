namespace Fw24.Functions;

/// <summary>A function of an app, ready to be invoked.</summary>
/// <param name="Name">The function's name within the app: <c>{table}-stream</c>, <c>{table}-audit</c> or a handler's name.</param>
/// <param name="Handler">The delegate that handles an invocation.</param>
public sealed record AppFunction(string Name, FunctionHandler Handler)
{
    /// <summary>
    /// Fetches what the function needs before its first invocation, such as a key from its secret. A host calls it after creating the function and treats an
    /// exception as a startup error. Without that call, the first invocation fetches it.
    /// </summary>
    public Func<CancellationToken, ValueTask> Prepare { get; init; } = static _ => ValueTask.CompletedTask;
}
