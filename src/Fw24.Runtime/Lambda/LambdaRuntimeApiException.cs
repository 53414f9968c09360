namespace Fw24.Lambda;

/// <summary>The runtime API is in a state that only a new process can leave.</summary>
/// <param name="message">What it answered to which call.</param>
/// <param name="cause">The connection's own error, if it broke.</param>
internal sealed class LambdaRuntimeApiException(string message, Exception? cause = null) : Exception(message, cause);
