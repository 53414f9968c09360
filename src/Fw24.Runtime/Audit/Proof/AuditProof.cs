using System.Globalization;
using System.Text;
using Fw24.Audit.Trail;
using Fw24.Seals;
using Fw24.Seals.Tree;

namespace Fw24.Audit;

/// <summary>
/// The proof that a record was sealed: a file in the form <see href="https://c2sp.org/tlog-proof">tlog-proof</see>, which can be verified
/// without the audit, its log and Fw24.
/// </summary>
/// <remarks>
/// The file has the log's entry of the record in Base64 (<c>extra</c>), its index, the hashes from its leaf to the root, and the signed
/// checkpoint with that root. The entry has the record's commitment: the hash of the record's salt and canonical form.
/// </remarks>
public sealed class AuditProof
{
    private const string Form = "c2sp.org/tlog-proof@v1";
    private const string Extra = "extra ";
    private const string IndexLine = "index ";

    private readonly ReadOnlyMemory<byte> _entry;
    private readonly IReadOnlyList<TreeHash> _path;

    private AuditProof(ReadOnlyMemory<byte> entry, long index, IReadOnlyList<TreeHash> path, string checkpoint)
        => (_entry, Index, _path, Checkpoint) = (entry, index, path, checkpoint);

    /// <summary>The index of the record's entry in the log.</summary>
    public long Index { get; }

    /// <summary>The signed checkpoint.</summary>
    public string Checkpoint { get; }

    /// <summary>Creates the proof of a record.</summary>
    /// <param name="log">The log.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    /// <returns>The proof; <see langword="null"/> if the log does not have the record (yet).</returns>
    /// <exception cref="SealException">An object of the log is missing or was altered.</exception>
    public static async Task<AuditProof?> CreateAsync(SealedLog log, AuditEntry record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(record);
        if (record.Commitment is not { } commitment
            || await log.FindAsync(commitment, record.RecordedAt, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var path = await log.PathAsync(found.Index, cancellationToken).ConfigureAwait(false);
        var checkpoint = log.Checkpoint;
        return MerkleTree.Includes(checkpoint.RootHash, checkpoint.Size, found.Index, MerkleTree.LeafOf(found.Entry.Span), path)
            ? new AuditProof(found.Entry, found.Index, path, checkpoint.Text)
            : throw new SealException(
                $"The tiles of {checkpoint.Origin} do not lead from entry {found.Index} to the root of its checkpoint: "
                + "an object of the log was altered.");
    }

    /// <summary>Parses a proof.</summary>
    /// <param name="text">The file's text.</param>
    /// <exception cref="FormatException">The text is not the proof of an audit record.</exception>
    public static AuditProof Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end >= 0
            && text[..end].Split('\n') is [Form, var extra, var index, .. var hashes]
            && extra.StartsWith(Extra, StringComparison.Ordinal)
            && index.StartsWith(IndexLine, StringComparison.Ordinal)
            && long.TryParse(index.AsSpan(IndexLine.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && BytesOf(extra[Extra.Length..]) is { } entry)
        {
            var path = hashes.Select(TreeHash.FromBase64).ToList();
            if (path.TrueForAll(static hash => hash is not null))
            {
                return new AuditProof(entry, number, path.ConvertAll(static hash => hash!.Value), text[(end + 2)..]);
            }
        }

        throw new FormatException(
            $"The text is not the proof of an audit record: it must begin with {Form}, the entry (extra) and its index, "
            + "in lines that end with a line feed and without a carriage return.");
    }

    /// <summary>Verifies that the record is what was sealed.</summary>
    /// <param name="record">The record, which must not be erased.</param>
    /// <param name="key">The log's public key, from a source other than that of the proof.</param>
    /// <exception cref="SealException">It is not; the message says which step fails.</exception>
    public void Verify(AuditEntry record, LogKey key)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(key);
        var checkpoint = Fw24.Seals.Checkpoint.Verify(Checkpoint, key);
        if (!MerkleTree.Includes(checkpoint.RootHash, checkpoint.Size, Index, MerkleTree.LeafOf(_entry.Span), _path))
        {
            throw new SealException("The hashes of the proof do not lead from its entry to the root of its checkpoint.");
        }

        using var canonical = new AuditLineWriter();
        if (SealEntry.Parse(_entry.Span) is not { Schema: SealEntry.RecordSchema } entry || entry.Commitment != record.Commitment)
        {
            throw new SealException($"The proof is not of the record {record.EventId}: its entry has another commitment.");
        }

        if (!record.KeepsCommitment(canonical))
        {
            throw new SealException(record.ErasedAt is null
                ? $"The record {record.EventId} does not say what it said when it was stored: its commitment does not match."
                : $"The record {record.EventId} was erased. What it was can no longer be shown.");
        }
    }

    /// <summary>Returns the text of the file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder()
            .Append(Form).Append('\n')
            .Append(Extra).Append(Convert.ToBase64String(_entry.Span)).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"{IndexLine}{Index}\n");
        foreach (var hash in _path)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(Checkpoint).ToString();
    }

    private static byte[]? BytesOf(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
