using System.Security.Cryptography;

namespace Fw24.Seals;

/// <summary>
/// The public key of a log, with which anyone verifies its checkpoints: ECDSA on the curve P-256 with SHA-256. As text it is a verifier key
/// of <see href="https://c2sp.org/signed-note">signed notes</see>: <c>{name}+{id}+{type and key}</c>.
/// </summary>
public sealed class LogKey
{
    // The signature type of ECDSA.
    private const byte EcdsaType = 2;
    private const int IdBytes = 4;

    private readonly byte[] _publicKey;
    private readonly byte[] _id;

    private LogKey(string name, byte[] publicKey) => (Name, _publicKey, _id) = (name, publicKey, SHA256.HashData(publicKey)[..IdBytes]);

    /// <summary>The log's name: the origin of its checkpoints.</summary>
    public string Name { get; }

    /// <summary>The public key in DER: an X.509 <c>SubjectPublicKeyInfo</c>, as <c>kms:GetPublicKey</c> returns it.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>The first four bytes of the key's SHA-256 hash, which precede its signatures.</summary>
    internal ReadOnlyMemory<byte> Id => _id;

    /// <summary>Creates a key.</summary>
    /// <param name="name">The log's name, without spaces and plus signs.</param>
    /// <param name="publicKey">The public key in DER.</param>
    /// <exception cref="ArgumentException">The name has another form, or the key is not one of P-256.</exception>
    public static LogKey Create(string name, ReadOnlyMemory<byte> publicKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+'))
        {
            throw new ArgumentException("The name of a log must not contain spaces and plus signs.", nameof(name));
        }

        var key = publicKey.ToArray();
        using var ecdsa = Import(key)
            ?? throw new ArgumentException(
                "The key must be the public key of an ECDSA key pair on the curve P-256, in DER.", nameof(publicKey));
        return new LogKey(name, key);
    }

    /// <summary>Parses the text of a key.</summary>
    /// <param name="text">The text: <see cref="ToString"/>.</param>
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static LogKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('+', 3) is [{ Length: > 0 } name, { Length: 2 * IdBytes } id, var encoded])
        {
            var bytes = new byte[encoded.Length];
            if (Convert.TryFromBase64String(encoded, bytes, out var length) && length > 1 && bytes[0] == EcdsaType)
            {
                try
                {
                    var key = Create(name, bytes.AsMemory(1, length - 1));
                    if (Convert.ToHexStringLower(key._id) == id)
                    {
                        return key;
                    }
                }
                catch (ArgumentException)
                {
                }
            }
        }

        throw new FormatException(
            "The text is not the key of a log. Expected a name, the first four bytes of the key's SHA-256 hash in hexadecimal digits, "
            + "and the type 2 and the key in Base64, separated by plus signs.");
    }

    /// <summary>Returns the key as text.</summary>
    public override string ToString() => $"{Name}+{Convert.ToHexStringLower(_id)}+{Convert.ToBase64String([EcdsaType, .. _publicKey])}";

    /// <summary>Indicates whether a signature is of this key.</summary>
    /// <param name="text">The signed text.</param>
    /// <param name="signature">The signature in DER.</param>
    internal bool IsSignatureOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = Import(_publicKey)!;
        return ecdsa.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static ECDsa? Import(byte[] key)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(key, out var read);
            if (read == key.Length && ecdsa.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
            {
                return ecdsa;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            // The latter is a curve that nobody has heard of.
        }

        ecdsa.Dispose();
        return null;
    }
}
