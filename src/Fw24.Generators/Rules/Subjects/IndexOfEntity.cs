using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>A global secondary index that an entity declares.</summary>
internal sealed record IndexOfEntity(IndexModel Index, EntityModel Entity)
{
    public string Name => Index.Name;
}
