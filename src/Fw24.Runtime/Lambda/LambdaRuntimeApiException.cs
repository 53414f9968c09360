namespace Fw24.Lambda;

/// <summary>The runtime API is in a state from which only a new process can recover.</summary>
/// <param name="message">The failed call and its response.</param>
/// <param name="cause">The connection's error, if it failed.</param>
internal sealed class LambdaRuntimeApiException(string message, Exception? cause = null) : Exception(message, cause);
