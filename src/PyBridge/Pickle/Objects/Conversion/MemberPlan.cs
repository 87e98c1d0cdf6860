using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PyBridge.Pickle.Objects.Conversion;

/// <summary>How objects of a type can be created: its public constructors, and its settable members.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Reasons.ApplicationIsRooted)]
internal sealed class MemberPlan
{
    /// <summary>Examines a type.</summary>
    public MemberPlan(DeclaredTypes types, Type type)
    {
        Constructors = Array.ConvertAll(type.GetConstructors(), constructor => new Constructor(types, constructor));
        var members = new List<Member>();
        foreach (MemberInfo member in type.GetMembers(BindingFlags.Instance | BindingFlags.Public))
        {
            if (SettableTypeOf(member) is { } settable)
            {
                members.Add(new Member(types.Of(settable), member));
            }
        }

        Members = members.ToArray();
    }

    /// <summary>The public constructors.</summary>
    public Constructor[] Constructors { get; }

    /// <summary>The public settable properties and fields.</summary>
    public Member[] Members { get; }

    private static Type? SettableTypeOf(MemberInfo member) => member switch
    {
        PropertyInfo { SetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0 =>
            property.PropertyType,
        FieldInfo { IsInitOnly: false } field => field.FieldType,
        _ => null,
    };

    /// <summary>A constructor.</summary>
    internal sealed class Constructor(DeclaredTypes types, ConstructorInfo info)
    {
        /// <summary>Its parameters.</summary>
        public Parameter[] Parameters { get; } =
            Array.ConvertAll(info.GetParameters(), parameter => new Parameter(types, parameter));

        /// <summary>Whether it sets all required members.</summary>
        public bool SetsRequiredMembers { get; } = info.IsDefined(typeof(SetsRequiredMembersAttribute), inherit: false);

        /// <summary>Creates an object. Exceptions from the constructor pass through.</summary>
        public object Invoke(object?[] arguments) =>
            info.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
    }

    /// <summary>A parameter of a constructor.</summary>
    internal sealed class Parameter(DeclaredTypes types, ParameterInfo info)
    {
        /// <summary>Its name.</summary>
        public string Name { get; } = info.Name ?? string.Empty;

        /// <summary>Its type.</summary>
        public DeclaredType Type { get; } = types.Of(info.ParameterType);

        /// <summary>Whether it may be omitted.</summary>
        public bool IsOptional { get; } = info.HasDefaultValue;

        /// <summary>Its value if it is omitted.</summary>
        public object? Default { get; } = info.HasDefaultValue ? info.DefaultValue : null;
    }

    /// <summary>A settable property or field.</summary>
    internal sealed class Member(DeclaredType type, MemberInfo info)
    {
        /// <summary>Its name.</summary>
        public string Name => info.Name;

        /// <summary>Its type.</summary>
        public DeclaredType Type => type;

        /// <summary>Whether every object must have it.</summary>
        public bool IsRequired { get; } = info.IsDefined(typeof(RequiredMemberAttribute), inherit: false);

        /// <summary>Sets it. Exceptions from a property pass through.</summary>
        public void Set(object target, object? value)
        {
            if (info is PropertyInfo property)
            {
                property.SetValue(target, value, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
            }
            else
            {
                ((FieldInfo)info).SetValue(target, value);
            }
        }
    }
}
