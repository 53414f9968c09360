using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>The first defect of a record: its path, what was expected there and what was found. Skips broken members, so that the others can be read.</summary>
/// <param name="recordStart">The start of the record in its JSON.</param>
internal struct RecordDefect(int recordStart)
{
    private readonly int _recordStart = recordStart;
    private int _recordEnd;
    private string? _path;
    private string? _inside;
    private string? _expected;
    private string? _found;

    /// <summary>Indicates whether there is a defect.</summary>
    public readonly bool IsPresent => _expected is not null;

    // Includes names that come from the record itself.
    private readonly string Path => _path!.Length > 0 && _inside!.Length > 0 ? $"{_path}.{_inside}" : _path + _inside;

    /// <summary>Records the defect at a cursor, unless there is an earlier one.</summary>
    public void Note(string path, in JsonCursor json, string inside = "") => Note(path, json.Expected ?? "another value", json.Found, inside);

    /// <summary>Records the defect of a member at a cursor, unless there is an earlier one; its path is built only in that case.</summary>
    /// <param name="parent">The path of the member's parent; empty for a member of the record itself.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="inside">The path of the defect within the member; empty if it is the member itself.</param>
    /// <param name="json">The cursor.</param>
    public void Note(string parent, JsonText member, string inside, in JsonCursor json)
    {
        if (!IsPresent)
        {
            Note(parent, json, $"{ItemPath.Name(member)}{(inside.Length > 0 ? "." : "")}{inside}");
        }
    }

    /// <summary>Records a defect, unless there is an earlier one.</summary>
    /// <param name="path">The path of the defect.</param>
    /// <param name="expected">What was expected there.</param>
    /// <param name="found">What was found.</param>
    /// <param name="inside">The path within that, in names that come from the record itself.</param>
    public void Note(string path, string expected, string found, string inside = "")
    {
        if (!IsPresent)
        {
            (_path, _inside, _expected, _found) = (path, inside, expected, found);
        }
    }

    /// <summary>Enters an object, or records that there is none.</summary>
    /// <param name="path">The path of the object; empty for the record itself.</param>
    /// <param name="json">The cursor, positioned before the object.</param>
    public bool TryEnterObject(string path, ref JsonCursor json)
    {
        if (json.TryEnterObject())
        {
            return true;
        }

        Note(path, json);
        return false;
    }

    /// <summary>Records the defect of a member and skips the member.</summary>
    /// <param name="parent">The path of the member's parent; empty for a member of the record itself.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="inside">The path of the defect within the member; empty if it is the member itself.</param>
    /// <param name="start">The start of the member's value.</param>
    /// <param name="json">The cursor, positioned at the defect.</param>
    /// <returns><see langword="true"/> if the member ends before the record does.</returns>
    public bool TrySkipMember(string parent, JsonText member, string inside, int start, ref JsonCursor json)
    {
        Note(parent, member, inside, json);
        json.MoveTo(start);
        return json.TrySkipMalformed(_recordStart, ref _recordEnd);
    }

    /// <summary>Indicates whether the members of an object ended as they should; otherwise records the defect.</summary>
    /// <param name="path">The path of the object; empty for the record itself.</param>
    /// <param name="json">The cursor, after the last member.</param>
    public bool IsEndOfObject(string path, in JsonCursor json)
    {
        if (json.Expected is null)
        {
            return true;
        }

        Note(path, json);
        return false;
    }

    /// <summary>Removes the names that come from the record itself.</summary>
    public void HideInside() => _inside = "";

    /// <summary>Describes the defect in a sentence about a record.</summary>
    public readonly string? Describe(string record) => IsPresent
        ? $"{record}{(Path.Length > 0 ? " " : "")}{Path}: expected {_expected}, found {_found}."
        : null;

    /// <summary>Returns the defect as an exception about a record.</summary>
    public readonly ItemFormatException ToException(string record) => new(record, Path, _expected!, _found!);
}
