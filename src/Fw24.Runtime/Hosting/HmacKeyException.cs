namespace Fw24.Hosting;

/// <summary>
/// The keys of <see cref="Redaction.Hmac"/> cannot be obtained from their secret. The message names the secret, the problem and the remedy, but none of the
/// content.
/// </summary>
internal sealed class HmacKeyException(string message) : InvalidOperationException(message);
