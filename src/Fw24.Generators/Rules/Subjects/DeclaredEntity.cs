using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Rules.Subjects;

/// <summary>An entity's declaration. Of a class that cannot be used, no other rule is checked.</summary>
internal sealed record DeclaredEntity(EntityModel Entity);
