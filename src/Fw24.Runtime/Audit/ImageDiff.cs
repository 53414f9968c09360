using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Fw24.Records;

namespace Fw24.Audit;

/// <summary>What differs between two images of an item, by DynamoDB's types, such that applying it to the one gives the other.</summary>
/// <remarks>
/// Numbers are compared by value, sets without order, binary by bytes; a NULL is not an absent attribute, and another type is another
/// value. Maps are compared member by member and lists index by index, so a change lies as deep as it can; elements are only
/// added and removed at a list's end. An instance keeps its buffers from one comparison to the next and is not thread-safe.
/// </remarks>
public sealed class ImageDiff
{
    private static readonly Comparison<Member> s_byName = static (left, right) => left.Name.Span.SequenceCompareTo(right.Name.Span);

    private readonly List<Entry> _changes = [];
    private readonly List<Member> _members = [];
    private readonly ArrayBufferWriter<byte> _paths = new();
    private readonly AttributePath _path = new();
    private ReadOnlyMemory<byte> _old;
    private ReadOnlyMemory<byte> _new;
    private byte[][] _oldHidden = [];
    private byte[][] _newHidden = [];

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
    internal void Compare(ItemImage old, byte[][] oldHidden, ItemImage @new, byte[][] newHidden)
    {
        (_old, _oldHidden, _new, _newHidden) = (old.Json, oldHidden, @new.Json, newHidden);
        _changes.Clear();
        _members.Clear();
        _paths.ResetWrittenCount();
        _path.Clear();

        // An item that does not exist is one without attributes.
        var oldItem = new JsonWalker(old.IsAbsent ? "{}"u8 : _old.Span, "item");
        var newItem = new JsonWalker(@new.IsAbsent ? "{}"u8 : _new.Span, "item");
        oldItem.EnterObject();
        newItem.EnterObject();
        CompareMaps(ref oldItem, ref newItem);
    }

    private void CompareMaps(ref JsonWalker old, ref JsonWalker @new)
    {
        // Whether the values of an attribute that are the same bytes are also the same to whoever is shown them.
        var sameIsSame = _path.Depth > 0 || ReferenceEquals(_oldHidden, _newHidden);
        while (true)
        {
            var hasOld = old.NextMember(out var oldName);
            var hasNew = @new.NextMember(out var newName);
            if (!hasOld && !hasNew)
            {
                return;
            }

            if (!hasOld || !hasNew || !oldName.Is(newName))
            {
                CompareRest(Gather(ref old, _old, hasOld, oldName), Gather(ref @new, _new, hasNew, newName));
                return;
            }

            // DynamoDB writes both images in the same order, so nearly every member ends here: one scan for two values.
            var oldValue = ReadValue(ref old);
            var isSame = TryTake(ref @new, _new.Span, oldValue.Of(_old.Span), out var newValue);
            if (!isSame || !sameIsSame)
            {
                CompareMembers(oldName.Unescape(), oldValue, isSame ? newValue : ReadValue(ref @new));
            }
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
    private int Gather(ref JsonWalker map, ReadOnlyMemory<byte> image, bool hasMember, scoped JsonText name)
    {
        var before = _members.Count;
        while (hasMember)
        {
            _members.Add(new Member(Keep(image, name), ReadValue(ref map)));
            hasMember = map.NextMember(out name);
        }

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

        var oldValue = Enter(_old.Span, old, out var oldType);
        var newValue = Enter(_new.Span, @new, out var newType);
        if (oldType != newType || oldType is not (AttributeType.Map or AttributeType.List))
        {
            if (!AttributeEquality.AreEqual(old.Of(_old.Span), @new.Of(_new.Span)))
            {
                Add(old, @new);
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
            oldValue.EnterObject();
            newValue.EnterObject();
            CompareMaps(ref oldValue, ref newValue);
        }
        else
        {
            oldValue.EnterList();
            newValue.EnterList();
            CompareLists(ref oldValue, ref newValue);
        }

        oldValue.LeaveObject();
        newValue.LeaveObject();
    }

    private void CompareLists(ref JsonWalker old, ref JsonWalker @new)
    {
        var (hasOld, hasNew) = (true, true);
        for (var index = 0; ; index++)
        {
            var oldElement = NextElement(ref old, ref hasOld);
            var newElement = NextElement(ref @new, ref hasNew);
            if (!hasOld && !hasNew)
            {
                return;
            }

            if (oldElement.Of(_old.Span).SequenceEqual(newElement.Of(_new.Span)))
            {
                continue;
            }

            var length = _path.Push(index);
            CompareValues(oldElement, newElement);
            _path.Pop(length);
        }
    }

    private void Add(Slice old, Slice @new)
    {
        var path = _path.Text;
        _changes.Add(new Entry(_paths.WrittenCount, path.Length, old, @new));
        _paths.Write(path);
    }

    // The end of the shorter list is passed once.
    private static Slice NextElement(ref JsonWalker list, ref bool hasElement)
    {
        hasElement = hasElement && list.NextElement();
        return hasElement ? ReadValue(ref list) : default;
    }

    private static Slice ReadValue(ref JsonWalker walker)
    {
        var length = walker.ReadValue().Length;
        return new Slice(walker.Position - length, length);
    }

    private static JsonWalker Enter(ReadOnlySpan<byte> image, Slice value, out AttributeType type)
    {
        var walker = new JsonWalker(image, "item");
        walker.MoveTo(value.Start);
        type = walker.EnterValue();
        return walker;
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
