using Fw24.Audit.Reading;

namespace Fw24.Audit;

/// <summary>Audit records of an item, a table or all tables: <c>reader.Changes().By("u-7").Between(monday, friday)</c>.</summary>
/// <inheritdoc cref="AuditRead{TRead}"/>
public sealed class AuditQuery : AuditRead<AuditQuery>
{
    internal AuditQuery(IReadOnlyList<AuditSource> sources, AuditSelection selection, int? take = null)
        : base(sources, selection, take)
    {
    }

    private protected override AuditQuery With(AuditSelection selection, int? take) => new(Sources, selection, take);
}
