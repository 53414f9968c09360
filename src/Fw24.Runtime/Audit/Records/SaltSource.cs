using System.Security.Cryptography;

namespace Fw24.Audit.Records;

/// <summary>Random bytes for the salts of records, taken from the system's source many at a time. Not thread-safe.</summary>
/// <param name="fill">The source.</param>
internal sealed class SaltSource(SaltSource.Filler fill)
{
    private const int SaltsAtATime = 64;

    private readonly byte[] _bytes = new byte[SaltsAtATime * RecordCommitment.SaltBytes];
    private int _next = SaltsAtATime * RecordCommitment.SaltBytes;

    /// <summary>Fills memory with random bytes.</summary>
    /// <param name="bytes">The memory.</param>
    public delegate void Filler(Span<byte> bytes);

    /// <summary>Creates a source of the system's random bytes.</summary>
    public static SaltSource CreateRandom() => new(RandomNumberGenerator.Fill);

    /// <summary>Returns a salt that no other record has. Valid until the next one is taken.</summary>
    public ReadOnlySpan<byte> Next()
    {
        if (_next == _bytes.Length)
        {
            fill(_bytes);
            _next = 0;
        }

        var salt = _bytes.AsSpan(_next, RecordCommitment.SaltBytes);
        _next += RecordCommitment.SaltBytes;
        return salt;
    }
}
