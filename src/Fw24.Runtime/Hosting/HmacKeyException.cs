namespace Fw24.Hosting;

/// <summary>The key of <see cref="Redaction.Hmac"/> cannot be had from its secret. The message names the secret, what is wrong and the remedy, and nothing of the content.</summary>
/// <param name="message">The message.</param>
internal sealed class HmacKeyException(string message) : InvalidOperationException(message);
