using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Records;

/// <summary>Computes the differences between two images of an item by DynamoDB's types; applied to the first, they yield the second.</summary>
/// <remarks>
/// Numbers are compared by value, sets without order, binary by bytes. NULL differs from an absent attribute, and values of different types
/// differ. Maps are compared by member and lists by index, so a change is reported as deep as possible; elements are
/// added and removed only at a list's end. If the paths would be far longer than the images (a name of 64 KB, and thousands of changes
/// within its map), whole attributes are compared. An instance reuses its buffers and is not thread-safe.
/// </remarks>
internal sealed class ImageDiff
{
    // Far more than in ordinary items: each change of some 30 bytes may be at the end of a path of 500.
    private const int PathBytesPerByte = 16;
    private const int LeastPathLimit = 64 * 1024;

    private static readonly Comparison<Member> s_byName = static (left, right) => left.Name.Span.SequenceCompareTo(right.Name.Span);

    private readonly List<Entry> _changes = [];
    private readonly List<Member> _members = [];
    private readonly ArrayBufferWriter<byte> _paths = new();
    private readonly AttributePath _path = new();
    private ReadOnlyMemory<byte> _old;
    private ReadOnlyMemory<byte> _new;
    private byte[][] _oldHidden = [];
    private byte[][] _newHidden = [];
    private byte[]? _watched;

    // The maximum size of all paths in bytes, and whether it was exceeded, so that whole attributes are compared.
    private long _pathLimit;
    private bool _isCoarse;
    private ByteRange _watchedOld;
    private ByteRange _watchedNew;

    /// <summary>The number of differences.</summary>
    public int Count => _changes.Count;

    /// <summary>Gets a difference. Its spans are valid until the next comparison.</summary>
    /// <param name="index">The index: 0 to <see cref="Count"/> - 1.</param>
    public ImageChange this[int index]
    {
        get
        {
            var change = _changes[index];
            return new ImageChange(
                _paths.WrittenSpan.Slice(change.PathStart, change.PathLength), change.Old.Of(_old.Span), change.New.Of(_new.Span));
        }
    }

    /// <summary>Compares two images. The result replaces the previous one.</summary>
    /// <param name="old">The item before; absent when it did not exist.</param>
    /// <param name="new">The item after; absent when it does not exist.</param>
    /// <exception cref="ItemFormatException">An image is not valid DynamoDB JSON, contains an attribute twice or is nested too deeply.</exception>
    public void Compare(ItemImage old, ItemImage @new) => Compare(old, [], @new, []);

    /// <summary>Compares two images without their hidden attributes.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="oldHidden">The attributes to ignore in the item before.</param>
    /// <param name="new">The item after.</param>
    /// <param name="newHidden">The attributes to ignore in the item after.</param>
    /// <param name="watched">An attribute whose values to return, hidden or not: see <see cref="WatchedOld"/>.</param>
    internal void Compare(ItemImage old, byte[][] oldHidden, ItemImage @new, byte[][] newHidden, byte[]? watched = null)
    {
        (_old, _oldHidden, _new, _newHidden) = (old.Json, oldHidden, @new.Json, newHidden);
        _watched = watched;
        _pathLimit = LeastPathLimit + (PathBytesPerByte * ((long)_old.Length + _new.Length));
        _isCoarse = false;
        Compare();
        if (_paths.WrittenCount > _pathLimit)
        {
            _isCoarse = true;
            Compare();
        }
    }

    private void Compare()
    {
        (_watchedOld, _watchedNew) = (default, default);
        _changes.Clear();
        _members.Clear();
        _paths.ResetWrittenCount();
        _path.Clear();

        // An absent item has no attributes.
        var oldItem = new StrictJsonReader(_old.IsEmpty ? "{}"u8 : _old.Span, "item");
        var newItem = new StrictJsonReader(_new.IsEmpty ? "{}"u8 : _new.Span, "item");
        oldItem.EnterObject();
        newItem.EnterObject();
        CompareMaps(ref oldItem, ref newItem);
    }

    /// <summary>The watched attribute's value before; empty when there was none. Found during the comparison, without a separate search.</summary>
    internal ReadOnlySpan<byte> WatchedOld => _watchedOld.Of(_old.Span);

    /// <summary>The watched attribute's value after; empty when it is absent.</summary>
    internal ReadOnlySpan<byte> WatchedNew => _watchedNew.Of(_new.Span);

    private void CompareMaps(ref StrictJsonReader old, ref StrictJsonReader @new)
    {
        while (true)
        {
            var hasOld = old.NextMember(out var oldName);
            var hasNew = @new.NextMember(out var newName);
            if (!hasOld || !hasNew)
            {
                CompareOneSided(ref old, hasOld, oldName, isOld: true);
                CompareOneSided(ref @new, hasNew, newName, isOld: false);
                return;
            }

            if (!oldName.Is(newName))
            {
                CompareRest(Gather(ref old, _old, oldName, ref _watchedOld), Gather(ref @new, _new, newName, ref _watchedNew));
                return;
            }

            // DynamoDB writes both images in the same order, so nearly every member ends here: one scan for two values.
            var oldValue = ReadValue(ref old);
            var isSame = TryTake(ref @new, _new.Span, oldValue.Of(_old.Span), out var newValue);
            if (isSame && (_path.Depth > 0 || IsSeenAlike(oldName)))
            {
                continue;
            }

            if (isSame || (_path.Depth == 0 && IsSpecial(oldName)))
            {
                newValue = isSame ? newValue : ReadValue(ref @new);
                Watch(oldName, oldValue, ref _watchedOld);
                Watch(oldName, newValue, ref _watchedNew);
                CompareMembers(oldName.Unescape(), oldValue, newValue);
                continue;
            }

            var length = _path.Push(oldName.Unescape());
            CompareUnequal(oldValue, ref @new);
            _path.Pop(length);
        }
    }

    // The remaining members of a map after the end of the other one.
    private void CompareOneSided(ref StrictJsonReader map, bool hasMember, scoped JsonText name, bool isOld)
    {
        while (hasMember)
        {
            var value = ReadValue(ref map);
            if (_path.Depth == 0)
            {
                Watch(name, value, ref isOld ? ref _watchedOld : ref _watchedNew);
            }

            CompareMembers(name.Unescape(), isOld ? value : default, isOld ? default : value);
            hasMember = map.NextMember(out name);
        }
    }

    // The remainders of two maps whose members are in different order: sort both by name, then merge.
    private void CompareRest(int oldCount, int newCount)
    {
        var end = _members.Count;
        var newStart = end - newCount;
        var oldStart = newStart - oldCount;
        SortByName(oldStart, oldCount);
        SortByName(newStart, newCount);

        var (o, n) = (oldStart, newStart);
        while (o < newStart || n < end)
        {
            var order = o == newStart ? 1 : n == end ? -1 : s_byName(_members[o], _members[n]);
            var name = _members[order > 0 ? n : o].Name;
            CompareMembers(name.Span, order > 0 ? default : _members[o++].Value, order < 0 ? default : _members[n++].Value);
        }

        _members.RemoveRange(oldStart, oldCount + newCount);
    }

    // The members of nested maps are gathered on a stack: those of the map being compared are on top.
    private int Gather(ref StrictJsonReader map, ReadOnlyMemory<byte> image, scoped JsonText name, ref ByteRange watched)
    {
        var before = _members.Count;
        do
        {
            var value = ReadValue(ref map);
            _members.Add(new Member(Keep(image, name), value));
            if (_path.Depth == 0)
            {
                Watch(name, value, ref watched);
            }
        }
        while (map.NextMember(out name));

        return _members.Count - before;
    }

    private void SortByName(int start, int count)
    {
        var members = CollectionsMarshal.AsSpan(_members).Slice(start, count);
        members.Sort(s_byName);
        for (var i = 1; i < members.Length; i++)
        {
            if (s_byName(members[i - 1], members[i]) == 0)
            {
                _ = _path.Push(members[i].Name.Span);
                throw Broken("one value", "two members of this name");
            }
        }
    }

    private void CompareMembers(ReadOnlySpan<byte> name, ByteRange old, ByteRange @new)
    {
        if (_path.Depth == 0)
        {
            old = IsHidden(_oldHidden, name) ? default : old;
            @new = IsHidden(_newHidden, name) ? default : @new;
        }

        var length = _path.Push(name);
        CompareValues(old, @new);
        _path.Pop(length);
    }

    private void CompareValues(ByteRange old, ByteRange @new)
    {
        if (old.IsAbsent || @new.IsAbsent)
        {
            if (old.Length != @new.Length)
            {
                Add(old, @new);
            }

            return;
        }

        var newWalker = new StrictJsonReader(_new.Span, "item");
        newWalker.MoveTo(@new.Start);
        CompareUnequal(old, ref newWalker);
    }

    // Two values with different bytes. The new value is read only once: its maps and lists are entered without a previous scan.
    private void CompareUnequal(ByteRange old, ref StrictJsonReader @new)
    {
        var oldWalker = new StrictJsonReader(_old.Span, "item");
        oldWalker.MoveTo(old.Start);
        var oldType = oldWalker.EnterValue();

        _ = @new.Peek();
        var start = @new.Position;
        var newType = @new.EnterValue();
        if (oldType != newType || _isCoarse || oldType is not (AttributeType.Map or AttributeType.List))
        {
            _ = @new.ReadValue();
            @new.LeaveObject();
            var newValue = new ByteRange(start, @new.Position - start);
            if (!AttributeEquality.AreEqual(old.Of(_old.Span), newValue.Of(_new.Span)))
            {
                Add(old, newValue);
            }

            return;
        }

        // The comparison is recursive for nested maps and lists: hostile nesting must not overflow the stack.
        if (_path.Depth > AttributeTypes.MaxDepth)
        {
            throw Broken("lists and maps of at most 32 levels", "deeper ones");
        }

        if (oldType is AttributeType.Map)
        {
            oldWalker.EnterObject();
            @new.EnterObject();
            CompareMaps(ref oldWalker, ref @new);
        }
        else
        {
            oldWalker.EnterList();
            @new.EnterList();
            CompareLists(ref oldWalker, ref @new);
        }

        oldWalker.LeaveObject();
        @new.LeaveObject();
    }

    private void CompareLists(ref StrictJsonReader old, ref StrictJsonReader @new)
    {
        // Move past the end of the shorter list only once.
        var (hasOld, hasNew) = (true, true);
        for (var index = 0; ; index++)
        {
            hasOld = hasOld && old.NextElement();
            hasNew = hasNew && @new.NextElement();
            if (!hasOld && !hasNew)
            {
                return;
            }

            var oldElement = hasOld ? ReadValue(ref old) : default;
            if (hasOld && hasNew && TryTake(ref @new, _new.Span, oldElement.Of(_old.Span), out _))
            {
                continue;
            }

            var length = _path.Push(index);
            if (hasOld && hasNew)
            {
                CompareUnequal(oldElement, ref @new);
            }
            else
            {
                Add(oldElement, hasNew ? ReadValue(ref @new) : default);
            }

            _path.Pop(length);
        }
    }

    private void Add(ByteRange old, ByteRange @new)
    {
        if (_paths.WrittenCount > _pathLimit && !_isCoarse)
        {
            return;
        }

        var path = _path.Text;
        _changes.Add(new Entry(_paths.WrittenCount, path.Length, old, @new));
        _paths.Write(path);
    }

    private static ByteRange ReadValue(ref StrictJsonReader walker)
    {
        var length = walker.ReadValue().Length;
        return new ByteRange(walker.Position - length, length);
    }

    // Indicates whether an attribute with identical values needs no further check.
    private bool IsSeenAlike(scoped JsonText name) => ReferenceEquals(_oldHidden, _newHidden) && !IsWatched(name);

    private bool IsSpecial(scoped JsonText name) => IsWatched(name) || IsHidden(_oldHidden, name.Unescape()) || IsHidden(_newHidden, name.Unescape());

    private bool IsWatched(scoped JsonText name) => _watched is not null && name.Is(_watched);

    private void Watch(scoped JsonText name, ByteRange value, ref ByteRange watched)
    {
        if (IsWatched(name))
        {
            watched = value;
        }
    }

    private ItemFormatException Broken(string expected, string found) => new("item", Encoding.UTF8.GetString(_path.Text), expected, found);

    // A value is complete JSON, so a text that starts with it starts with an equal value and needs no scan.
    private static bool TryTake(ref StrictJsonReader walker, ReadOnlySpan<byte> image, ReadOnlySpan<byte> value, out ByteRange taken)
    {
        _ = walker.Peek();
        taken = new ByteRange(walker.Position, value.Length);
        if (!image[walker.Position..].StartsWith(value))
        {
            return false;
        }

        walker.MoveTo(walker.Position + value.Length);
        return true;
    }

    private static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> image, JsonText name)
        => name.IsEscaped ? name.Unescape().ToArray() : image.Span.Overlaps(name.Raw, out var start) ? image.Slice(start, name.Raw.Length) : default;

    private static bool IsHidden(byte[][] hidden, ReadOnlySpan<byte> name)
    {
        foreach (var attribute in hidden)
        {
            if (name.SequenceEqual(attribute))
            {
                return true;
            }
        }

        return false;
    }

    private readonly record struct Entry(int PathStart, int PathLength, ByteRange Old, ByteRange New);

    private readonly record struct Member(ReadOnlyMemory<byte> Name, ByteRange Value);
}
