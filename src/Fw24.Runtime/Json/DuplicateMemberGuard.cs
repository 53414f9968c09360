using System.Runtime.CompilerServices;

namespace Fw24.Json;

/// <summary>The known members of an object that were found; none may occur twice.</summary>
/// <typeparam name="TMember">The members, as 32-bit flags.</typeparam>
internal struct DuplicateMemberGuard<TMember>
    where TMember : unmanaged, Enum
{
    private int _seen;

    /// <summary>Records that a member was found.</summary>
    /// <returns><see langword="true"/> the first time; otherwise the cursor reports the defect.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(TMember member, ref JsonCursor json)
    {
        if (Contains(member))
        {
            return json.Fail("the member once", "a second one");
        }

        _seen |= Unsafe.BitCast<TMember, int>(member);
        return true;
    }

    /// <summary>Indicates whether a member, or each of several, was found.</summary>
    public readonly bool Contains(TMember member) => (_seen & Unsafe.BitCast<TMember, int>(member)) == Unsafe.BitCast<TMember, int>(member);
}
