using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Changes;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>A value of an item that can be changed in its parts: a map, a list, or any other value as its typed JSON.</summary>
/// <remarks>
/// A member that was removed is there as <see langword="null"/>: so removing many costs no more than adding them. Of an open map or list only
/// some parts are known: its members that are <see langword="null"/> are known not to be there, and of its elements only those are here that are known.
/// </remarks>
internal sealed class ItemNode
{
    // An item has 400 KB, and no element less than a byte: no list is longer.
    private const int MaxElements = 400 * 1024;

    private readonly ReadOnlyMemory<byte> _value;

    // By their indexes: a record of a few bytes may name the last one of a long list.
    private readonly Dictionary<int, ItemNode>? _knownElements;
    private int _emptyPlaces;

    private ItemNode(ReadOnlyMemory<byte> value) => _value = value;

    private ItemNode(OrderedDictionary<string, ItemNode?> members, bool isOpen = false) => (Members, IsOpen) = (members, isOpen);

    private ItemNode(List<ItemNode?> elements) => Elements = elements;

    private ItemNode(Dictionary<int, ItemNode> knownElements) => (_knownElements, IsOpen) = (knownElements, true);

    /// <summary>The members of a map.</summary>
    public OrderedDictionary<string, ItemNode?>? Members { get; }

    /// <summary>The elements of a list that is wholly known. While a record is being applied, places at its end may be empty.</summary>
    public List<ItemNode?>? Elements { get; }

    /// <summary>Whether this is a map or list that may have parts which are not known.</summary>
    public bool IsOpen { get; }

    /// <summary>Makes a map or list of which nothing is known but that something can lie at a step from it.</summary>
    public static ItemNode OpenFor(PathStep step) => step.Name is null
        ? new ItemNode(new Dictionary<int, ItemNode>())
        : new ItemNode(new OrderedDictionary<string, ItemNode?>(StringComparer.Ordinal), isOpen: true);

    /// <summary>Reads a typed value, such as <c>{"N":"1"}</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="level">In how many lists and maps it is.</param>
    public static ItemNode Read(ReadOnlyMemory<byte> value, int level = 0)
    {
        var walker = new StrictJsonReader(value.Span, "audit record");
        return Read(value, ref walker, AttributeTypes.MaxDepth - level);
    }

    /// <summary>Reads a map without a type around it, such as a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="isOpen">Whether it may have other members, too.</param>
    public static ItemNode ReadMap(ReadOnlyMemory<byte> map, bool isOpen = false)
    {
        var walker = new StrictJsonReader(map.Span, "audit record");
        var node = ReadMap(map, ref walker, AttributeTypes.MaxDepth);
        return isOpen ? new ItemNode(node.Members!, isOpen: true) : node;
    }

    /// <summary>What lies at a step from here; <see langword="null"/> when nothing does, or when that is not known.</summary>
    public ItemNode? Child(PathStep step)
    {
        if (step.Name is { } name)
        {
            return Members?.GetValueOrDefault(name);
        }

        return Elements is null ? _knownElements?.GetValueOrDefault(step.Index) : step.Index < Elements.Count ? Elements[step.Index] : null;
    }

    /// <summary>Whether it is known what lies at a step from here, be it nothing.</summary>
    public bool Knows(PathStep step) => !IsOpen || (step.Name is { } name ? Members is null || Members.ContainsKey(name) : _knownElements is null || Child(step) is not null);

    /// <summary>Whether something can lie at a step from here, when a record changes so many values.</summary>
    public bool CanHold(PathStep step, int changes)
        => step.Name is not null ? Members is not null : step.Index < (Elements is null ? _knownElements is null ? 0 : MaxElements : Elements.Count + changes);

    /// <summary>Puts something at a step from here, or takes it away.</summary>
    public void Set(PathStep step, ItemNode? node)
    {
        if (step.Name is { } name)
        {
            Members![name] = node;
        }
        else if (Elements is not null)
        {
            SetElement(Elements, step.Index, node);
        }
        else if (node is null)
        {
            _knownElements!.Remove(step.Index);
        }
        else
        {
            _knownElements![step.Index] = node;
        }
    }

    /// <summary>Cuts the empty places at a list's end.</summary>
    /// <returns>Whether none is left.</returns>
    public bool TryClose()
    {
        while (Elements is [.., null])
        {
            Elements.RemoveAt(Elements.Count - 1);
            _emptyPlaces--;
        }

        return _emptyPlaces == 0;
    }

    /// <summary>Whether this is, to DynamoDB, a typed value, as far as it is known.</summary>
    public bool Is(ReadOnlyMemory<byte> value) => IsOpen ? IsPartOf(Read(value)) : AttributeEquality.AreEqual(ToValue().Span, value.Span);

    /// <summary>Whether this and a value are marks of keyed hashes that were made with different keys.</summary>
    /// <param name="value">The value.</param>
    public bool IsMarkedAnew(ReadOnlyMemory<byte> value) => Members is null && Elements is null && RedactionMark.AreOfDifferentKeys(_value.Span, value.Span);

    /// <summary>The typed value, all of which is known.</summary>
    public ReadOnlyMemory<byte> ToValue()
    {
        if (Members is null && Elements is null)
        {
            return _value;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        Write(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the members of a map that are wholly known, without a type around them.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, node) in Members!)
        {
            if (node is { IsOpen: false })
            {
                json.WritePropertyName(name);
                node.Write(json);
            }
        }

        json.WriteEndObject();
    }

    // Whether a value that is wholly known has every part that is known of this one, and none that this one has not.
    private bool IsPartOf(ItemNode whole)
    {
        if (!IsOpen)
        {
            return Is(whole.ToValue());
        }

        return Members is not null
            ? whole.Members is { } members && Members.All(member => member.Value is null ? !members.ContainsKey(member.Key) : members.GetValueOrDefault(member.Key) is { } same && member.Value.IsPartOf(same))
            : whole.Elements is { } elements && _knownElements!.All(element => element.Key < elements.Count && element.Value.IsPartOf(elements[element.Key]!));
    }

    private void SetElement(List<ItemNode?> elements, int index, ItemNode? node)
    {
        while (elements.Count <= index)
        {
            elements.Add(null);
            _emptyPlaces++;
        }

        _emptyPlaces += (node is null ? 1 : 0) - (elements[index] is null ? 1 : 0);
        elements[index] = node;
    }

    private void Write(Utf8JsonWriter json)
    {
        if (Members is null && Elements is null)
        {
            json.WriteRawValue(_value.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (Elements is null)
        {
            json.WritePropertyName("M"u8);
            WriteMembers(json);
        }
        else
        {
            json.WriteStartArray("L"u8);
            foreach (var element in Elements)
            {
                element!.Write(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static ItemNode Read(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        _ = walker.Peek();
        var start = walker.Position;
        var type = walker.EnterValue();
        if (type is not (AttributeType.Map or AttributeType.List))
        {
            _ = walker.ReadValue();
            walker.LeaveObject();
            return new ItemNode(text[start..walker.Position]);
        }

        if (depth == 0)
        {
            throw walker.Broken("lists and maps of at most 32 levels", "deeper ones");
        }

        var node = type is AttributeType.Map ? ReadMap(text, ref walker, depth - 1) : ReadList(text, ref walker, depth - 1);
        walker.LeaveObject();
        return node;
    }

    private static ItemNode ReadMap(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        var members = new OrderedDictionary<string, ItemNode?>(StringComparer.Ordinal);
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            members[name.ToString()] = Read(text, ref walker, depth);
        }

        return new ItemNode(members);
    }

    private static ItemNode ReadList(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        var elements = new List<ItemNode?>();
        walker.EnterList();
        while (walker.NextElement())
        {
            elements.Add(Read(text, ref walker, depth));
        }

        return new ItemNode(elements);
    }
}
