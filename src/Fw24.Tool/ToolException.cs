namespace Fw24.Tool;

/// <summary>An error of the user's, whose message names the thing and the remedy: it is printed without a stack trace.</summary>
internal sealed class ToolException(string message, Exception? inner = null) : Exception(message, inner);
