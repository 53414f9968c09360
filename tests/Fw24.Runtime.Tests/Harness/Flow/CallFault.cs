namespace Fw24.Runtime.Tests.Harness.Flow;

internal enum CallFault
{
    None,

    /// <summary>The call never arrived.</summary>
    ThrowBefore,

    /// <summary>The call took effect, but its response was lost.</summary>
    ThrowAfter,
}
