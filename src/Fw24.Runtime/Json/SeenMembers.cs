using System.Runtime.CompilerServices;

namespace Fw24.Json;

/// <summary>The known members of an object that were met: none may come twice.</summary>
/// <typeparam name="TMember">Names them: flags of 32 bits.</typeparam>
internal struct SeenMembers<TMember>
    where TMember : unmanaged, Enum
{
    private int _seen;

    /// <summary>Notes that a member was met.</summary>
    /// <returns>Whether it is the first time; if not, the cursor says what is wrong.</returns>
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

    /// <summary>Whether a member was met; of several, all.</summary>
    public readonly bool Contains(TMember member) => (_seen & Unsafe.BitCast<TMember, int>(member)) == Unsafe.BitCast<TMember, int>(member);
}
