namespace Fw24.Audit;

/// <summary>Why a restore leaves an attribute as it is.</summary>
public enum LeftReason
{
    /// <summary>It is <see cref="SensitiveAttribute"/>: no record has its value. An item that is put again lacks it.</summary>
    Sensitive,

    /// <summary>It is <see cref="AuditIgnoreAttribute"/>: no record has it. An item that is put again lacks it.</summary>
    NotAudited,

    /// <summary>Each write determines it: the version, the actor, the region or the trace context.</summary>
    Stamped,

    /// <summary>Records are missing that would show its value.</summary>
    NotKnown,
}
