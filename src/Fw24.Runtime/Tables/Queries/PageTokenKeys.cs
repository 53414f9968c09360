using System.Buffers.Text;
using System.Security.Cryptography;

namespace Fw24;

/// <summary>
/// The secret keys that encrypt page tokens. Register them as a service:
/// <c>services.AddSingleton(PageTokenKeys.Parse(configuration["PageTokenKeys"]!))</c>.
/// </summary>
/// <remarks>
/// <para>
/// A token contains the key of an item. It is encrypted and authenticated (AES-256-GCM) together with what its query states, so that nobody
/// can read it, alter it, or use it for another query. All instances of a program need the same keys.
/// </para>
/// <para>
/// To change the key, put the new one before the old one, and remove the old one once nobody has tokens of it. Change it before it has made
/// 2³² tokens, the limit of random nonces (NIST SP 800-38D).
/// </para>
/// </remarks>
public sealed class PageTokenKeys
{
    private const int KeyBytes = 32;
    private const byte Format = 1;
    private const int IdBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + IdBytes + NonceBytes;

    // The longest key: two attributes of an index of eight and of the table, of 2 KB at most each, as escaped JSON in base64.
    private const int MaxTokenChars = 128 * 1024;

    private readonly (byte[] Id, byte[] Key)[] _keys;

    private PageTokenKeys(byte[][] keys) => _keys = Array.ConvertAll(keys, static key => (SHA256.HashData(key)[..IdBytes], key));

    /// <summary>Parses keys, such as a secret of the configuration.</summary>
    /// <param name="keys">
    /// One or more keys of 32 random bytes in base64 (<c>openssl rand -base64 32</c>), separated by commas. The first one encrypts, all
    /// decrypt.
    /// </param>
    /// <returns>The keys.</returns>
    /// <exception cref="FormatException">A key is not 32 bytes in base64. The message does not contain it.</exception>
    public static PageTokenKeys Parse(string keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new PageTokenKeys(Array.ConvertAll(keys.Split(','), static text =>
        {
            var key = new byte[KeyBytes];
            return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes
                ? key
                : throw new FormatException(
                    "The page token keys must be keys of 32 bytes in base64 (openssl rand -base64 32), separated by commas.");
        }));
    }

    /// <summary>
    /// Creates a random key. Tokens end with the process, and other instances of the program refuse them: for tests and for programs of one
    /// instance.
    /// </summary>
    /// <returns>The key.</returns>
    public static PageTokenKeys CreateRandom() => new([RandomNumberGenerator.GetBytes(KeyBytes)]);

    /// <summary>Encrypts a token: format, key id, nonce, content and tag, in base64url.</summary>
    internal string Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> identity)
    {
        var (id, key) = _keys[0];
        var token = new byte[HeadBytes + content.Length + TagBytes];
        token[0] = Format;
        id.CopyTo(token, 1);
        var nonce = token.AsSpan(1 + IdBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, content, token.AsSpan(HeadBytes, content.Length), token.AsSpan(^TagBytes..), identity);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Decrypts a token.</summary>
    /// <exception cref="PageTokenException">The token is not one of these keys and that identity.</exception>
    internal byte[] Open(string token, ReadOnlySpan<byte> identity)
    {
        if (token.Length > MaxTokenChars || !Base64Url.IsValid(token))
        {
            throw Malformed();
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < HeadBytes + TagBytes || bytes[0] != Format)
        {
            throw Malformed();
        }

        var id = bytes.AsSpan(1, IdBytes);
        var isKnown = false;
        foreach (var (keyId, key) in _keys)
        {
            if (!id.SequenceEqual(keyId))
            {
                continue;
            }

            isKnown = true;
            using var aes = new AesGcm(key, TagBytes);
            var content = new byte[bytes.Length - HeadBytes - TagBytes];
            var (nonce, hidden, tag) = (1 + IdBytes, HeadBytes, HeadBytes + content.Length);
            try
            {
                aes.Decrypt(bytes.AsSpan(nonce, NonceBytes), bytes.AsSpan(hidden, content.Length), bytes.AsSpan(tag), content, identity);
                return content;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another key may have the same id.
            }
        }

        throw new PageTokenException(isKnown
            ? "The page token is one of another query, or was altered. State the same table, index, key, range, order and filter as before."
            : "The page token was made with a key that is not configured (PageTokenKeys). Begin at the first page.");
    }

    private static PageTokenException Malformed() => new("The text is not a page token. Pass the NextToken of a page as it is.");
}
