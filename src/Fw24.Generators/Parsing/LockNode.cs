namespace Fw24.Generators.Parsing;

/// <summary>A value in a lock file: an object, a list, or a string, number or boolean as text.</summary>
/// <param name="kind">The first character of the value: <c>{</c>, <c>[</c>, <c>"</c>, <c>0</c> for a number, <c>t</c> for a boolean.</param>
/// <param name="text">The text of a plain value.</param>
/// <param name="line">The number of the line where it begins.</param>
internal sealed class LockNode(char kind, string text, int line)
{
    private readonly List<(string Name, LockNode Value)> _members = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The members of an object, in their order.</summary>
    public IReadOnlyList<(string Name, LockNode Value)> Members
    {
        get
        {
            Expect('{', "an object");
            return _members;
        }
    }

    /// <summary>The elements of a list, in their order.</summary>
    public IReadOnlyList<LockNode> Elements
    {
        get
        {
            Expect('[', "a list");
            return [.. _members.Select(static member => member.Value)];
        }
    }

    /// <summary>Adds an element to a list.</summary>
    public void Add(LockNode element) => _members.Add(("", element));

    /// <summary>Adds a member to an object.</summary>
    /// <returns>Indicates whether its name is new.</returns>
    public bool Add(string name, LockNode value)
    {
        var isNew = _members.TrueForAll(member => member.Name != name);
        _members.Add((name, value));
        return isNew;
    }

    /// <summary>Gets a member; <see langword="null"/> without it.</summary>
    public LockNode? Find(string name)
    {
        _taken.Add(name);
        return Members.FirstOrDefault(member => member.Name == name).Value;
    }

    /// <summary>Gets a member.</summary>
    /// <exception cref="FormatException">The object does not have it.</exception>
    public LockNode Get(string name) => Find(name) ?? throw Fault($"'{name}' is missing");

    /// <summary>Asserts that each member of an object was asked for.</summary>
    /// <exception cref="FormatException">The object has another member.</exception>
    public void End()
    {
        foreach (var (name, value) in Members)
        {
            if (!_taken.Contains(name))
            {
                throw value.Fault($"'{name}' is not a member here");
            }
        }
    }

    /// <summary>Gets the value of a string.</summary>
    public string AsString() => Expect('"', "a string");

    /// <summary>Gets the value of a boolean.</summary>
    public bool AsFlag() => Expect('t', "true or false") is "true";

    /// <summary>Gets the digits of an integer.</summary>
    public string AsInteger() => Expect('0', "an integer");

    /// <summary>Gets the exception for a value that is not as expected.</summary>
    public FormatException Fault(string problem) => LockReader.Fault(line, problem);

    private string Expect(char expected, string description) => kind == expected ? text : throw Fault($"{description} is expected");
}
