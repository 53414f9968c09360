namespace Fw24.Hosting;

/// <summary>A function of an app, ready to be invoked.</summary>
/// <param name="Name">Its name within the app: <c>{table}-stream</c>, <c>{table}-audit</c> or a handler's name.</param>
/// <param name="Handler">What an invocation calls.</param>
public sealed record AppFunction(string Name, FunctionHandler Handler);
