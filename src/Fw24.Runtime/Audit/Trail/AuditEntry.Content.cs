using System.Text;
using Fw24.Audit.Records;
using Fw24.Changes;
using Fw24.Items;

namespace Fw24.Audit;

/// <content>Compares records.</content>
public sealed partial class AuditEntry
{
    /// <summary>
    /// Indicates whether another record describes the same change in the same way. The time of recording, the trace and the app's version are ignored, since a
    /// change that is delivered again may be recorded again. The key of a hashed value is ignored too: marks of different keys cannot be compared; marks of the
    /// same key must be equal. Of an erased record only what is left of it is compared.
    /// </summary>
    /// <param name="other">The other record.</param>
    internal bool TellsTheSame(AuditEntry other)
        => Items.Values.SequenceNumber.Compare(SequenceNumber, other.SequenceNumber) == 0
            && Table == other.Table
            && Entity == other.Entity
            && Operation == other.Operation
            && Time == other.Time
            && Origin == other.Origin
            && TellsTheSameActor(other)
            && AuditKey.Identity(Key) == AuditKey.Identity(other.Key)
            && (ErasedAt is not null || other.ErasedAt is not null
                || (TellsTheSameHidden(other) && TellsTheSameChanges(other) && TellsTheSameReason(other)));

    // A record of the previous schema does not name hidden attributes, and its "writer" may now be "unchanged".
    private bool TellsTheSameHidden(AuditEntry other)
        => Redacted is null || other.Redacted is null || (ActorKind == other.ActorKind && Redacted.SequenceEqual(other.Redacted, StringComparer.Ordinal));

    private bool TellsTheSameReason(AuditEntry other)
        => IsOfUnknownReason || other.IsOfUnknownReason
            || (Reason == other.Reason
                && Restored == other.Restored
                && Fields.Count == other.Fields.Count
                && Fields.All(field => other.Fields.GetValueOrDefault(field.Key) == field.Value));

    // DynamoDB does not preserve the order of a map's members.
    private bool TellsTheSameChanges(AuditEntry other)
    {
        if (Changes.Count != other.Changes.Count)
        {
            return false;
        }

        var changes = new Dictionary<string, AuditedChange>(Changes.Count, StringComparer.Ordinal);
        foreach (var change in Changes)
        {
            changes[change.Path] = change;
        }

        foreach (var change in other.Changes)
        {
            if (!changes.Remove(change.Path, out var own) || !AreEqual(own.Old, change.Old) || !AreEqual(own.New, change.New))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreEqual(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
        => left.IsEmpty || right.IsEmpty
            ? left.IsEmpty == right.IsEmpty
            : AttributeEquality.AreEqual(left.Span, right.Span) || RedactionMark.AreOfDifferentKeys(left.Span, right.Span);

    // An erasure may have removed the name.
    private bool TellsTheSameActor(AuditEntry other)
        => IsSameActor(Actor, other.Actor) || (ErasedAt is not null && Actor is null) || (other.ErasedAt is not null && other.Actor is null);

    // The attribute that names the actor may be hashed, too.
    private static bool IsSameActor(string? left, string? right)
        => left == right || (left is not null && right is not null && RedactionMark.AreOfDifferentKeys(Typed(left), Typed(right)));

    private static byte[] Typed(string text) => Encoding.UTF8.GetBytes($"{{\"S\":\"{text}\"}}");
}
