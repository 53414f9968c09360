namespace Fw24.Generators.Rules;

/// <summary>Classifies rules.</summary>
internal static class RuleKinds
{
    /// <summary>Indicates whether code is generated even if the rule is broken.</summary>
    public static bool IsAdvice(RuleKind rule) => rule
        is RuleKind.IndexKeyNull
        or RuleKind.VersionStart
        or RuleKind.IndexCount
        or RuleKind.ItemSize
        or RuleKind.MemberStored
        or RuleKind.SortKeyOrder
        or RuleKind.ForeignAttribute
        or RuleKind.DerivedType
        or RuleKind.RecordSize
        or RuleKind.LatestStart
        or RuleKind.AuditOption
        or RuleKind.AuditView
        or RuleKind.AuditWindow
        or RuleKind.AuditShortVisibility
        or RuleKind.SensitiveActor
        or RuleKind.UnreachedSecret
        or RuleKind.InterfaceAttribute
        or RuleKind.FewHashes
        or RuleKind.UnknownRegion
        or RuleKind.EmptyIndexKey
        or RuleKind.RedactedWrite
        or RuleKind.RedactedRead
        or RuleKind.OwnTableWrite
        or RuleKind.TableOfStranger
        or RuleKind.HandlerView
        or RuleKind.HandlerWindow
        or RuleKind.HandlerShortVisibility
        or RuleKind.OnChangeIdle
        or RuleKind.HandlerTime
        or RuleKind.OpaqueTables
        or RuleKind.StrayHandlerSetting
        or RuleKind.ProtectedDestroy;
}
