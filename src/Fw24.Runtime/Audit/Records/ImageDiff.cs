using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Records;

/// <summary>What differs between two images of an item, by DynamoDB's types, such that applying it to the one gives the other.</summary>
/// <remarks>
/// Numbers are compared by value, sets without order, binary by bytes; a NULL is not an absent attribute, and another type is another
/// value. Maps are compared member by member and lists index by index, so a change lies as deep as it can; elements are only
/// added and removed at a list's end. Where the paths would be very much longer than the images (a name of 64 KB, and thousands of changes
/// within its map), what differs are whole attributes. An instance keeps its buffers from one comparison to the next and is not thread-safe.
/// </remarks>
public sealed class ImageDiff
{
    // Far more than items have that are not made for it: each change of some 30 bytes may lie at the end of a path of 500.
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

    // How many bytes the paths may have, and whether they had more, so that attributes are compared as wholes.
    private long _pathLimit;
    private bool _isCoarse;
    private Slice _watchedOld;
    private Slice _watchedNew;

    /// <summary>How many differences there are.</summary>
    public int Count => _changes.Count;

    /// <summary>A difference. Its spans are valid until the next comparison.</summary>
    /// <param name="index">Which: 0 to <see cref="Count"/> - 1.</param>
    public ImageChange this[int index]
    {
        get
        {
            var change = _changes[index];
            return new ImageChange(
                _paths.WrittenSpan.Slice(change.PathStart, change.PathLength), change.Old.Of(_old.Span), change.New.Of(_new.Span));
        }
    }

    /// <summary>Compares two images. The result replaces that of the comparison before.</summary>
    /// <param name="old">The item before; absent when it did not exist.</param>
    /// <param name="new">The item after; absent when it does not exist.</param>
    /// <exception cref="ItemFormatException">An image is no DynamoDB JSON, names an attribute twice or is nested too deeply.</exception>
    public void Compare(ItemImage old, ItemImage @new) => Compare(old, [], @new, []);

    /// <summary>Compares what is shown of two images.</summary>
    /// <param name="old">The item before.</param>
    /// <param name="oldHidden">The attributes of it that are taken as absent.</param>
    /// <param name="new">The item after.</param>
    /// <param name="newHidden">The attributes of it that are taken as absent.</param>
    /// <param name="watched">An attribute to look out for, shown or not: see <see cref="WatchedOld"/>.</param>
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

        // An item that does not exist is one without attributes.
        var oldItem = new JsonWalker(_old.IsEmpty ? "{}"u8 : _old.Span, "item");
        var newItem = new JsonWalker(_new.IsEmpty ? "{}"u8 : _new.Span, "item");
        oldItem.EnterObject();
        newItem.EnterObject();
        CompareMaps(ref oldItem, ref newItem);
    }

    /// <summary>The watched attribute's value before; empty when there was none. Found on the way, it needs no search of its own.</summary>
    internal ReadOnlySpan<byte> WatchedOld => _watchedOld.Of(_old.Span);

    /// <summary>The watched attribute's value after; empty when there is none.</summary>
    internal ReadOnlySpan<byte> WatchedNew => _watchedNew.Of(_new.Span);

    private void CompareMaps(ref JsonWalker old, ref JsonWalker @new)
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

    // What is left of a map when the other one has ended.
    private void CompareOneSided(ref JsonWalker map, bool hasMember, scoped JsonText name, bool isOld)
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

    // Two maps from where the order of their members parts: both sorted by name, then merged.
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

    // Maps lie in one another, and so do the members gathered of them: those of the map that is being compared are on top.
    private int Gather(ref JsonWalker map, ReadOnlyMemory<byte> image, scoped JsonText name, ref Slice watched)
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

    private void CompareMembers(ReadOnlySpan<byte> name, Slice old, Slice @new)
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

    private void CompareValues(Slice old, Slice @new)
    {
        if (old.IsAbsent || @new.IsAbsent)
        {
            if (old.Length != @new.Length)
            {
                Add(old, @new);
            }

            return;
        }

        var newWalker = new JsonWalker(_new.Span, "item");
        newWalker.MoveTo(@new.Start);
        CompareUnequal(old, ref newWalker);
    }

    // Two values that are not the same bytes. The new one is walked only once: its maps and lists are entered without having been scanned.
    private void CompareUnequal(Slice old, ref JsonWalker @new)
    {
        var oldWalker = new JsonWalker(_old.Span, "item");
        oldWalker.MoveTo(old.Start);
        var oldType = oldWalker.EnterValue();

        _ = @new.Peek();
        var start = @new.Position;
        var newType = @new.EnterValue();
        if (oldType != newType || _isCoarse || oldType is not (AttributeType.Map or AttributeType.List))
        {
            _ = @new.ReadValue();
            @new.LeaveObject();
            var newValue = new Slice(start, @new.Position - start);
            if (!AttributeEquality.AreEqual(old.Of(_old.Span), newValue.Of(_new.Span)))
            {
                Add(old, newValue);
            }

            return;
        }

        // The comparison calls itself for maps and lists in one another: hostile depth must not cost the stack.
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

    private void CompareLists(ref JsonWalker old, ref JsonWalker @new)
    {
        // The end of the shorter list is passed once.
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

    private void Add(Slice old, Slice @new)
    {
        if (_paths.WrittenCount > _pathLimit && !_isCoarse)
        {
            return;
        }

        var path = _path.Text;
        _changes.Add(new Entry(_paths.WrittenCount, path.Length, old, @new));
        _paths.Write(path);
    }

    private static Slice ReadValue(ref JsonWalker walker)
    {
        var length = walker.ReadValue().Length;
        return new Slice(walker.Position - length, length);
    }

    // Whether an attribute whose value is the same on both sides needs no further look.
    private bool IsSeenAlike(scoped JsonText name) => ReferenceEquals(_oldHidden, _newHidden) && !IsWatched(name);

    private bool IsSpecial(scoped JsonText name) => IsWatched(name) || IsHidden(_oldHidden, name.Unescape()) || IsHidden(_newHidden, name.Unescape());

    private bool IsWatched(scoped JsonText name) => _watched is not null && name.Is(_watched);

    private void Watch(scoped JsonText name, Slice value, ref Slice watched)
    {
        if (IsWatched(name))
        {
            watched = value;
        }
    }

    private ItemFormatException Broken(string expected, string found) => new("item", Encoding.UTF8.GetString(_path.Text), expected, found);

    // A value is a whole JSON value, so a text that begins with it is that value and needs no scan of its own.
    private static bool TryTake(ref JsonWalker walker, ReadOnlySpan<byte> image, ReadOnlySpan<byte> value, out Slice taken)
    {
        _ = walker.Peek();
        taken = new Slice(walker.Position, value.Length);
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

    private readonly record struct Entry(int PathStart, int PathLength, Slice Old, Slice New);

    private readonly record struct Member(ReadOnlyMemory<byte> Name, Slice Value);
}
