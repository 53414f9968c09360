using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Changes;
using Fw24.Messages.Redactors;
using Fw24.Model;

namespace Fw24.Messages;

/// <summary>The keys of <see cref="Redaction.Hmac"/>: the current one, and earlier ones.</summary>
/// <remarks>
/// Functions do not need this class. Use it to search for a value in messages or audit records: they contain a mark in its place, and
/// <see cref="MarksOf"/> computes the marks that the value may have.
/// </remarks>
public sealed class HmacKeySet
{
    /// <summary>The format of a secret with keys, for error messages.</summary>
    internal const string Form =
        "base64 of at least 32 bytes, or {\"current\":\"ID\",\"keys\":{\"ID\":\"BASE64\",…}} with such keys and ids of 1 to 16 of the characters A-Z, a-z, 0-9, - and _";

    // NIST SP 800-107: an HMAC is as strong as its hash if the key has that many bytes.
    private const int MinKeyBytes = 32;

    // The id of a key without JSON around it, and so of the first key in most apps.
    private const string OnlyId = "k1";

    private readonly (string Id, byte[] Key)[] _keys;

    private HmacKeySet(string current, IReadOnlyDictionary<string, byte[]> keys)
    {
        _keys = [(current, keys[current]), .. keys.Where(pair => pair.Key != current).OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => (pair.Key, pair.Value))];
        Ids = Array.ConvertAll(_keys, static one => one.Id);
    }

    /// <summary>The ids of the keys: the current one first, then the others in ordinal order.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The key that new marks are made with.</summary>
    internal ReadOnlySpan<byte> CurrentKey => _keys[0].Key;

    /// <summary>Parses the content of a secret.</summary>
    /// <param name="secret">One key in base64 (its id is <c>k1</c>), or several in JSON, such as <c>{"current":"k2","keys":{"k1":"…","k2":"…"}}</c>.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="FormatException">It is neither, or a key has less than 32 bytes. The exception message does not contain the secret.</exception>
    public static HmacKeySet Parse(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return TryParse(secret) ?? throw new FormatException($"The keys are malformed: a secret with keys must be {Form}.");
    }

    /// <summary>Computes the marks that a value of an attribute may have in messages and audit records.</summary>
    /// <param name="app">The app.</param>
    /// <param name="entity">The entity, such as <c>CustomerCodec.Model</c>.</param>
    /// <param name="attribute">The attribute's name in items.</param>
    /// <param name="value">The value.</param>
    /// <returns>A mark for each key, in the order of <see cref="Ids"/>; then the same marks without a key id, as earlier versions wrote them.</returns>
    /// <exception cref="ArgumentException">The app has no such entity, or the attribute is not redacted by <see cref="Redaction.Hmac"/>.</exception>
    public IReadOnlyList<string> MarksOf(AppModel app, EntityModel entity, string attribute, string value)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(value);
        var table = app.TableOf(entity);
        var sensitive = entity.Sensitive.FirstOrDefault(one => one.Redaction is Redaction.Hmac && one.Name == attribute)
            ?? throw new ArgumentException($"{entity.Name} has no attribute '{attribute}' with Redaction.Hmac.", nameof(attribute));
        return
        [
            .. _keys.Select(one => $"hmac:{one.Id}:{Hash(KeyedHash.KeyOf(one.Key, table, entity, sensitive), value)}"),
            .. _keys.Select(one => $"hmac:{Hash(one.Key, value)}"),
        ];
    }

    /// <summary>Parses the content of a secret.</summary>
    /// <param name="secret">The content.</param>
    /// <returns>The keys; <see langword="null"/> when the content is malformed.</returns>
    internal static HmacKeySet? TryParse(string secret)
    {
        if (!secret.AsSpan().TrimStart().StartsWith('{'))
        {
            return ReadKey(secret) is { } key ? new HmacKeySet(OnlyId, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [OnlyId] = key }) : null;
        }

        try
        {
            return ReadSeveral(Encoding.UTF8.GetBytes(secret));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or an unpaired surrogate.
            return null;
        }
    }

    /// <summary>Indicates whether another set has the same current key.</summary>
    internal bool HasCurrentOf(HmacKeySet other) => Ids[0] == other.Ids[0] && CurrentKey.SequenceEqual(other.CurrentKey);

    private static HmacKeySet? ReadSeveral(ReadOnlySpan<byte> secret)
    {
        string? current = null;
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(secret);
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (current is null && json.ValueTextEquals("current"u8) && json.Read() && json.TokenType is JsonTokenType.String)
            {
                current = json.GetString();
            }
            else if (keys.Count > 0 || !json.ValueTextEquals("keys"u8) || !TryReadKeys(ref json, keys))
            {
                return null;
            }
        }

        // The reader throws on content after the object.
        return !json.Read() && current is not null && keys.ContainsKey(current) ? new HmacKeySet(current, keys) : null;
    }

    private static bool TryReadKeys(ref Utf8JsonReader json, Dictionary<string, byte[]> keys)
    {
        json.Read();
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var id = json.GetString()!;
            json.Read();
            if (!IsId(id) || json.TokenType is not JsonTokenType.String || ReadKey(json.GetString()!) is not { } key || !keys.TryAdd(id, key))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsId(string id) => id.Length is >= 1 and <= RedactionMark.MaxKeyIdLength && !Encoding.UTF8.GetBytes(id).ContainsAnyExcept(RedactionMark.Characters);

    private static byte[]? ReadKey(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= MinKeyBytes ? key[..length] : null;
    }

    // The hash of the text itself, as ValueHmac computes it for {"S":"…"}.
    private static string Hash(byte[] key, string value) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("S:" + value)));
}
